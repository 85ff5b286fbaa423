/** Each answers whether the browser took it; one that refuses leaves the clipboard as it was. */
export async function copyBoth({ text, html }: { text: string; html: string }): Promise<boolean> {
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/plain': blob(text, 'text/plain'), 'text/html': blob(html, 'text/html') }),
    ]);
    return true;
  } catch {
    return copyText(text); // Some browsers take plain text alone.
  }
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function blob(text: string, type: string): Blob {
  return new Blob([text], { type });
}
