// Puts text where the person can paste it from.

/** Whether it worked: browsers offer the clipboard to secure pages only. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// the old way, which plain http pages still may use
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  const host = document.querySelector("[role=dialog]") ?? document.body;
  host.append(area);
  area.select();
  const copied = document.execCommand?.("copy") ?? false;
  area.remove();
  return copied;
}
