import { isElsewhere, slugOf, subjectOf } from '../website/subjects.ts';
import type { SitePage } from '../website/website.ts';
import { isDense, linesOf, sentencesOf, subjectOfPage } from './page-lines.ts';

/** Words of a page, as they stand there. */
export interface Found {
  text: string;
  page: SitePage;
}

/** Per place of the document, the best first. Only capabilities are several. */
export function findings(pages: readonly SitePage[]): Record<string, Found[]> {
  return {
    '/name': first(nameOf(pages)),
    '/data/description': first(descriptionOf(pages)),
    '/data/businessProfile/businessModel': first(priceOf(pages)),
    '/data/businessProfile/existingCustomers': first(customersOf(pages)),
    '/data/capabilities': capabilitiesOf(pages),
    '/data/positioning/languageUsed': first(quotesOf(pages)),
  };
}

function first(found: readonly Found[]): Found[] {
  return found.slice(0, 1);
}

const nameCharactersMax = 100;

/** What the site calls itself; else of its title the part that its address or a legal form shows to be a name, or the shortest. */
function nameOf([page]: readonly SitePage[]): Found[] {
  if (page === undefined) return [];
  const parts = page.title.split(/\s[|–—·:-]\s|[|｜]/).map((part) => part.trim());
  const isName = (part: string) => legalForm.test(part) || isInHost(slugOf(part), page.finalUrl);
  const best = parts
    .filter((part) => part !== '')
    .sort((a, b) => Number(isName(b)) - Number(isName(a)) || a.length - b.length)[0];
  return [page.siteName, best]
    .filter((text): text is string => text !== undefined && text !== '' && text.length <= nameCharactersMax)
    .map((text) => ({ text, page }));
}

const legalForm =
  /\b(?:Inc|LLC|Ltd|GmbH|AG|B\.?V|S\.?A|S\.?L|S\.?r\.?l|Oy|AB|A\/S)\b\.?$|株式会社|有限会社|合同会社/;

function isInHost(slug: string, address: string): boolean {
  const name = slug.replaceAll('-', '');
  return (
    name.length >= 3 && URL.canParse(address) && new URL(address).hostname.replaceAll('-', '').includes(name)
  );
}

function descriptionOf([home]: readonly SitePage[]): Found[] {
  if (home === undefined) return [];
  const paragraphs = linesOf(home).filter(({ kind }) => kind === 'text');
  const texts = [home.description, ...paragraphs.map(({ text }) => text)];
  return texts.filter(isSentence).map((text) => ({ text, page: home }));
}

/** Long enough to say something, short enough to be read. */
function isSentence(text: string): boolean {
  return text.length >= (isDense(text) ? 12 : 30) && text.length <= 600;
}

const amount = /[$€£¥₹￥]\s?\d|\d[\d.,]*\s?(?:€|£|円|元|kr\b|USD|EUR|GBP|CHF|JPY)/i;
const rhythm =
  /\b(?:per|a|each|\/)\s?(?:month|year|user|seat)\b|\/(?:mo|month|yr|user|seat)\b|monthly|annually|月額|年額|\bpro Monat|\bim Monat|\bpar mois|\bal mes\b|\bal mese\b/i;

/** Amounts on the page of prices; elsewhere only with a rhythm, because other numbers stand there, too. */
function priceOf(pages: readonly SitePage[]): Found[] {
  const pricing = pages.filter((page) => subjectOfPage(page) === 'pricing');
  return [
    ...pricing.flatMap((page) => linesWith(page, (text) => amount.test(text))),
    ...pages.flatMap((page) => linesWith(page, (text) => amount.test(text) && rhythm.test(text))),
  ];
}

const trust =
  /\b(?:trusted by|used by|customers include|our customers|clients include|companies (?:use|trust)|teams (?:use|trust)|vertrauen|ils nous font confiance|confían en)\b|導入企業|導入社数|社以上|お客様の/i;

/** What the page of customers calls itself, lines that name them, then who said something. */
function customersOf(pages: readonly SitePage[]): Found[] {
  const own = pages.filter((page) => subjectOfPage(page) === 'customers');
  return [
    ...own.flatMap((page) =>
      page.headings
        .slice(0, 1)
        .filter((text) => /\d/.test(text) && subjectOf(slugOf(text))?.weight !== 2)
        .map((text) => ({ text, page })),
    ),
    ...pages.flatMap((page) => linesWith(page, (text) => trust.test(text) && isSentence(text))),
    ...pages.flatMap(attributions),
  ];
}

/** What customers say, in quotes. */
function quotesOf(pages: readonly SitePage[]): Found[] {
  return pages.flatMap((page) =>
    linesOf(page)
      .filter(({ kind, text }) => kind === 'quote' && isSentence(text))
      .map(({ text }) => ({ text, page })),
  );
}

/** The short line below a quote: a name, mostly with a role and a company. */
function attributions(page: SitePage): Found[] {
  const lines = linesOf(page);
  return lines
    .filter(({ kind, text }, index) => {
      const before = lines[index - 1];
      const isBelow = before?.kind === 'quote' && isSentence(before.text);
      return isBelow && kind !== 'heading' && text.length <= 100 && /[,、，|–-]/.test(text);
    })
    .map(({ text }) => ({ text, page }));
}

/** Whole lines, or of a long one the sentence. */
function linesWith(page: SitePage, matches: (text: string) => boolean): Found[] {
  return linesOf(page)
    .filter(({ kind }) => kind === 'text')
    .flatMap(({ text }) => (text.length <= 200 ? [text] : sentencesOf(text)))
    .filter((text) => text.length <= 300 && matches(text))
    .map((text) => ({ text, page }));
}

const capabilitiesMax = 8;

/** Headings of the pages about the product, else of the home page, but for the one that is its title. */
function capabilitiesOf(pages: readonly SitePage[]): Found[] {
  const about = (subject: ReturnType<typeof subjectOfPage>) =>
    pages.filter((page) => subjectOfPage(page) === subject).flatMap(headingsOf);
  const found = [about('product'), about('solutions'), pages.slice(0, 1).flatMap(headingsOf)];
  const texts = new Map((found.find((all) => all.length > 0) ?? []).map((one) => [one.text, one]));
  return [...texts.values()].slice(0, capabilitiesMax);
}

function headingsOf(page: SitePage): Found[] {
  const inMarkdown = new Set(linesOf(page).map(({ text }) => text));
  return page.headings
    .slice(page.headings.length > 1 ? 1 : 0)
    .filter((text) => inMarkdown.has(text) && isCapability(text) && text !== page.siteName)
    .map((text) => ({ text, page }));
}

/** Says what something does, and not what the section is for. */
function isCapability(text: string): boolean {
  const slug = slugOf(text);
  const match = subjectOf(slug);
  if (isElsewhere(slug) || /[?？]$/.test(text)) return false;
  if (match && (match.weight === 2 || ['customers', 'about', 'pricing'].includes(match.subject)))
    return false;
  const length = [...text].length;
  return isDense(text) ? length >= 4 && length <= 40 : length >= 8 && length <= 100 && text.includes(' ');
}
