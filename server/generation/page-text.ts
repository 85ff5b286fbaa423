import type { SitePage } from '../website/website.ts';

/** Everything that a page says, in pieces, without the marks of Markdown. */
export function saidBy({ title, description, siteName, headings, markdown }: SitePage): string[] {
  return [title, description, siteName, ...headings, plainText(markdown)].filter(
    (text) => text.trim() !== '',
  );
}

/** Markdown without its marks: the words as a person reads them, line by line. */
export function plainText(markdown: string): string {
  return markdown.split('\n').map(plainLine).join('\n');
}

export function plainLine(line: string): string {
  return line
    .replace(/^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+|\d{1,3}[.)]\s+)?/, '')
    .replace(/!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(
      /(?<![\\\p{L}\p{N}])(\*{1,3}|_{1,3}|`{1,3}|~~)(?=\S)|(?<=\S)(?<!\\)(\*{1,3}|_{1,3}|`{1,3}|~~)(?![\p{L}\p{N}])/gu,
      '',
    )
    .replace(/\\([\\`*_{}[\]()#+\-.!>~|])/g, '$1')
    .trim();
}

/** What stays the same when a text is copied: case, blanks, width and the form of quotes and dashes do not. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
}
