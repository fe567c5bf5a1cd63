// Leaving the console for another site: an identity provider.

/** Goes to a web address; the page goes away, and until it does, what it showed stays. */
export function goAbroad(to: string | URL): void {
  const url = new URL(to, location.href);
  if (url.protocol === "https:" || url.protocol === "http:") location.assign(url);
}
