import { type Subject, slugOf, subjectOf } from '../website/subjects.ts';
import type { SitePage } from '../website/website.ts';
import { plainLine } from './page-text.ts';

export interface Line {
  text: string;
  kind: 'heading' | 'quote' | 'text';
}

/** What stands on the page, line by line, as a person reads it. */
export function linesOf({ markdown }: SitePage): Line[] {
  return markdown
    .split('\n')
    .map((line): Line => ({ text: plainLine(line), kind: kindOf(line) }))
    .filter(({ text }) => text !== '');
}

function kindOf(line: string): Line['kind'] {
  if (/^\s*>/.test(line)) return 'quote';
  return /^\s*#{1,6}\s/.test(line) ? 'heading' : 'text';
}

/** Of the page by its address, `home` of the first page of a site. */
export function subjectOfPage({ finalUrl }: SitePage): Subject | 'home' | null {
  if (!URL.canParse(finalUrl)) return null;
  const last = new URL(finalUrl).pathname.split('/').filter(Boolean).at(-1);
  return last === undefined ? 'home' : (subjectOf(slugOf(decoded(last)))?.subject ?? null);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replace(/\.\w{2,5}$/, '');
  } catch {
    return segment;
  }
}

/** Whole sentences, each as it stands in the text. */
export function sentencesOf(text: string): string[] {
  return (
    text.match(/[^.!?。！？]+(?:[.!?。！？]+(?=\s|$|[^\x20-\x7e])|[.!?](?=\S)[^.!?。！？]*)*[.!?。！？]*/g) ??
    []
  )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Written without blanks between words, so that few characters say much. */
export function isDense(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text);
}
