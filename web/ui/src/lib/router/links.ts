// Clicks on plain anchors become moves of the router, unless the person or the link asks for something else.

/** Where a click leads inside the console; null when the browser shall do what it always does. */
export function destination(event: MouseEvent, base: string): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest("a") : null;
  const href = anchor?.getAttribute("href");
  if (!anchor || !href || href.startsWith("#") || anchor.target || anchor.hasAttribute("download"))
    return null;
  const url = new URL(href, base);
  if (url.origin !== new URL(base).origin || url.pathname.startsWith("/api/")) return null;
  return url.pathname + url.search;
}
