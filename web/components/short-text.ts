/** The beginning of a text, as the name of what it stands for. */
export function shortText(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const letters = [...plain];
  return letters.length <= lettersMax ? plain : `${letters.slice(0, lettersMax - 1).join('')}…`;
}
const lettersMax = 40;
