import { WebsiteFailure } from '../website.ts';

const prescanBytes = 4096;

/**
 * The text of a page: by its byte order mark, the header, `<meta>`, and where nothing is said as UTF-8 or what Japanese and
 * Western sites used before it. Rejects what is no text.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const declared = marked(bytes) ?? known(charsetOf(contentType)) ?? known(metaCharset(bytes));
  const said = declared === null ? null : decode(bytes, declared);
  const text = said === null || isGarbage(said) ? decode(bytes, guessed(bytes)) : said;
  if (isGarbage(text)) {
    const detail =
      'The page could not be decoded: it is no text, or in a character set that it does not name.';
    throw new WebsiteFailure('website-not-a-page', detail);
  }
  return text;
}

function decode(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (encoding !== 'windows-1252') return text;
  // Node 20 takes it for ISO 8859-1, where these are control characters.
  return text.replace(/[\u0080-\u009f]/g, (character) => beyondLatin1[character.charCodeAt(0) - 0x80] ?? '');
}

const beyondLatin1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function charsetOf(contentType: string): string | null {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
}

function metaCharset(bytes: Uint8Array): string | null {
  const start = ascii(bytes);
  const found =
    /<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start) ??
    /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(start);
  const label = found?.[1] ?? null;
  // Whoever could read this far has not read UTF-16.
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function marked(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

function known(label: string | null): string | null {
  try {
    return label === null ? null : new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function guessed(bytes: Uint8Array): string {
  // Shift_JIS last: almost everything is text in it.
  const isJapanese = /\blang\s*=\s*["']?ja\b/i.test(ascii(bytes));
  const candidates = isJapanese ? ['utf-8', 'euc-jp', 'shift_jis'] : ['utf-8'];
  return candidates.find((encoding) => decodes(bytes, encoding)) ?? 'windows-1252';
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, prescanBytes)).toString('latin1');
}

/** More than one in fifty characters that no page has: control characters, or what could not be decoded. */
function isGarbage(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const strange = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange * 50 > text.length;
}
