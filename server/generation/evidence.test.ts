import { expect, test } from 'vitest';
import type { SitePage } from '../website/website.ts';
import { checkedEvidence, inferencesIn } from './evidence.ts';
import { plainText } from './page-text.ts';

function page(markdown: string, said: Partial<SitePage> = {}): SitePage {
  const url = said.url ?? 'https://acme.example/';
  const rest = {
    title: '',
    description: '',
    siteName: '',
    headings: [],
    language: '',
    fetchedAt: new Date(0),
  };
  return { url, finalUrl: url, ...rest, markdown, ...said };
}

const document = { name: 'Acme', url: 'https://acme.example/', data: { description: 'x', tags: ['a', 'b'] } };

function check(quote: string, pages: SitePage[], named = '') {
  const claims = [{ pointer: '/data/description', quote, page: named }];
  const [found] = checkedEvidence(claims, pages, document, (pointer) => pointer);
  return found;
}

test.each([
  ['as it stands there', 'We forge anvils for smiths', 'We forge anvils for smiths.'],
  ['in another case', 'WE FORGE ANVILS FOR SMITHS', 'We forge anvils for smiths.'],
  ['over two lines', 'We forge anvils for smiths', 'We forge\n  anvils\tfor smiths.'],
  ['with other quotes and dashes', '“It’s an anvil – ours”', '"It\'s an anvil - ours"'],
  ['between quotes of its own', '"We forge anvils for smiths"', 'We forge anvils for smiths.'],
  [
    'across marks of Markdown',
    'We forge anvils for smiths',
    'We **forge** [anvils](/anvils "x") for `smiths`.',
  ],
  ['in full width', 'ＡＮＶＩＬＳ for ten smiths', 'anvils for ten smiths'],
  ['in Japanese', '需要予測を品目ごとに', '## 需要予測を品目ごとに'],
])('a quote is found %s', (_how, quote, markdown) => {
  expect(check(quote, [page(markdown)])).toMatchObject({ found: true, page: 'https://acme.example/' });
});

test.each([
  ['with a word of its own', 'We forge great anvils for smiths', 'We forge anvils for smiths.'],
  ['too short to mean anything', 'We forge', 'We forge anvils for smiths.'],
  ['only blanks and quotes', '“ ”', 'We forge “ ” anvils.'],
  ['put together from two places', 'Acme Anvils We forge', 'We forge anvils.'],
])('a quote is not found that is %s, and is not shown', (_how, quote, markdown) => {
  const found = check(quote, [page(markdown, { title: 'Acme Anvils' })]);
  expect(found).toEqual({ pointer: '/data/description', quote: null, page: null, found: false });
});

test('the page is the one that holds the quote, the one that was named where several do', () => {
  const pages = ['/a', '/b'].map((path) => page('We forge anvils', { url: `https://acme.example${path}` }));
  expect(check('We forge anvils', pages, 'https://acme.example/b')?.page).toBe('https://acme.example/b');
  expect(check('We forge anvils', pages, 'https://evil.example/')?.page).toBe('https://acme.example/a');
});

test('a field that one quote bears out is no inference because another quote was wrong', () => {
  const claims = ['Nobody ever said this', 'We forge anvils'].map((quote) => ({
    pointer: '/name',
    quote,
    page: '',
  }));
  const evidence = checkedEvidence(claims, [page('We forge anvils')], document, (pointer) => pointer);
  expect(evidence.map(({ found }) => found)).toEqual([true]);
});

test('every text and every item of a list without evidence is an inference, but for what the server says', () => {
  const known = [{ pointer: '/data/tags/1', quote: 'q', page: 'p', found: true }];
  const all = {
    ...document,
    data: { ...document.data, items: [{ id: 'i', title: 't' }], metadata: { a: 'b' } },
  };
  const pointers = inferencesIn(all, known).map(({ pointer }) => pointer);
  expect(pointers).toEqual(['/name', '/data/description', '/data/tags/0', '/data/items/0']);
});

test('words keep their stars and underscores', () => {
  expect(plainText('snake_case and 2 * 3 are *one* **thing**, _not_ two')).toBe(
    'snake_case and 2 * 3 are one thing, not two',
  );
});
