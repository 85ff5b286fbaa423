/** An e-mail as other programs take it: HTML for the clipboard, a file for a mail program. Pure. */
export interface Outgoing {
  subject: string;
  text: string;
}

/** Each blank line parts two paragraphs. Nothing of the text is markup. */
export function htmlOf(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function textFileOf({ subject, text }: Outgoing): string {
  return `${subject === '' ? '' : `Subject: ${oneLine(subject)}\n\n`}${text}\n`;
}

/** RFC 5322 with `X-Unsent`, which opens as a draft without addressee; the text in base64, so any text passes. */
export function emlOf({ subject, text }: Outgoing): string {
  const lines = [
    'X-Unsent: 1',
    `Subject: ${encodedHeader(oneLine(subject))}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(base64Of(text.replace(/\r?\n/g, '\r\n')).match(/.{1,76}/g) ?? []),
    '',
  ];
  return lines.join('\r\n');
}

/** A name that every file system takes. */
export function fileNameOf(name: string, extension: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${[...plain].slice(0, 60).join('') || 'e-mail'}.${extension}`;
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** RFC 2047: words of at most 75 characters, none of which cuts a character in two. */
function encodedHeader(text: string): string {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (base64Of(word + character).length > 56) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?utf-8?B?${base64Of(one)}?=`).join('\r\n ');
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
