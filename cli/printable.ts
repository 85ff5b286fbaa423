/** Text of strangers on a terminal: control characters could recolour it, or write over what stands there. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u{fffd}');
}
