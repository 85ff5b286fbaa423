import { copyText } from '../../components/clipboard.ts';

/** Answers whether the browser took it; one that refuses leaves the clipboard as it was. */
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

function blob(text: string, type: string): Blob {
  return new Blob([text], { type });
}
