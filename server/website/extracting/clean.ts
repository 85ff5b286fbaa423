// biome-ignore lint/suspicious/noControlCharactersInRegex: no JSON of the database takes the first of them
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff]|\p{Surrogate}/gu;

/** On one line, without what is not shown, at most so long. */
export function cleanLine(text: string, charactersMax: number): string {
  const line = text
    .slice(0, charactersMax * 20)
    .replace(unwanted, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(line, charactersMax);
}

/** Lines without blanks at their ends, and at most one empty line between two. */
export function cleanText(text: string): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .split('\n')
    .map((line) => line.replace(/[\p{Zs}\t]+/gu, ' ').trimEnd());
  return lines
    .filter((line, index) => line.trim() !== '' || lines[index - 1]?.trim())
    .join('\n')
    .trim();
}

/** Ends where a paragraph, a sentence or at least a word does, if one does in the last fifth. */
export function cutText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const start = text.slice(0, charactersMax);
  const least = charactersMax * 0.8;
  for (const boundary of ['\n\n', '\n', '. ', '。', ' ']) {
    const end = start.lastIndexOf(boundary);
    if (end >= least) return start.slice(0, end + boundary.length).trimEnd();
  }
  return cut(start, charactersMax);
}

/** Not through the middle of a character. */
function cut(text: string, charactersMax: number): string {
  return text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/, '');
}
