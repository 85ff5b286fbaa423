import type { Evidence } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import type { Claim } from '../ai/prompts/answer.ts';
import type { SitePage } from '../website/website.ts';
import { comparable, saidBy } from './page-text.ts';

/**
 * What each claim is worth: its quote occurs in a page that was read, and then that page is named, whatever the answer said;
 * or it does not, and the field is an inference. Of a quote that nobody wrote nothing is shown.
 * `pointerIn` says where a member of the answer went; what it names must be there in the document.
 */
export function checkedEvidence(
  claims: readonly Claim[],
  pages: readonly SitePage[],
  document: unknown,
  pointerIn: (answerPointer: string) => string | null,
): Evidence[] {
  const find = finderIn(pages);
  const checked = new Map<string, Evidence>();
  for (const claim of claims) {
    const pointer = pointerIn(claim.pointer);
    if (pointer === null || valueAt(document, pointer) === undefined) continue;
    const page = find(claim.quote, claim.page);
    const key = page === null ? pointer : `${pointer}\n${claim.quote}`;
    const quote = page === null ? null : claim.quote.trim();
    checked.set(key, { pointer, quote, page, found: page !== null });
  }
  const found = [...checked.values()];
  // A field that one quote bears out is no inference because another one was wrong.
  return found.filter(
    (one) => one.found || !found.some((other) => other.found && other.pointer === one.pointer),
  );
}

/** Fields that nothing was quoted for: inferences, and said to be. Texts, and items of lists as a whole. */
export function inferencesIn(document: unknown, evidence: readonly Evidence[]): Evidence[] {
  const pointers = fieldsOf(document, '').filter(
    (pointer) =>
      !evidence.some((known) => isWithin(known.pointer, pointer) || isWithin(pointer, known.pointer)),
  );
  return pointers.map((pointer) => ({ pointer, quote: null, page: null, found: false }));
}

function isWithin(pointer: string, holder: string): boolean {
  return pointer === holder || pointer.startsWith(`${holder}/`);
}

function fieldsOf(value: unknown, pointer: string): string[] {
  if (Array.isArray(value)) return value.map((_, index) => `${pointer}/${index}`);
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? [pointer] : [];
  return Object.entries(value)
    .filter(([key]) => !ofTheServer.has(`${pointer}/${key}`))
    .flatMap(([key, member]) => fieldsOf(member, `${pointer}/${key}`));
}

const ofTheServer = new Set(['/url', '/type', '/status', '/data/metadata', '/data/provenance']);

/** Shorter ones stand on any page. In scripts without blanks a few characters say as much as a sentence. */
const quoteCharactersMin = 12;
const denseCharactersMin = 5;
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

function finderIn(pages: readonly SitePage[]): (quote: string, page: string) => string | null {
  const texts = pages.map((page) => ({ page, said: saidBy(page).map(comparable) }));
  return (quote, named) => {
    const wanted = comparable(quote.replace(/^["“”„«»'‘’\s]+|["“”„«»'‘’\s]+$/g, ''));
    if ([...wanted].length < (dense.test(wanted) ? denseCharactersMin : quoteCharactersMin)) return null;
    const holding = texts.filter(({ said }) => said.some((text) => text.includes(wanted)));
    const best = holding.find(({ page }) => page.finalUrl === named || page.url === named) ?? holding[0];
    return best?.page.finalUrl ?? null;
  };
}
