import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument, newParents } from '../hostile/kinds.ts';
import { newPerson, type Person } from '../hostile/person.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const documents: Record<string, Record<string, unknown>> = {
  'Acme Cloud': { description: 'Rents CLOUDS to makers', deep: [{ own: { words: ['Zeppelin'] } }] },
  'Straße & Söhne GmbH': { description: 'Öl, Gas | Wasser', notes: "it's a 100% 'quoted' \"thing\"" },
  'O’Neill (Ireland)': { description: 'C++ & C# (and F#) a:b x*y !z back\\slash' },
  'Self-service CI/CD': { description: 'ann@example.test https://acme.example/pricing?q=1 3.14' },
  'Новости 日本語 🎉': { description: 'ИП Иванов' },
  Empty: {},
  Hidden: {
    provenance: { raw: 'secretword' },
    metadata: { sourcesUsed: ['metaword'] },
    breakdown: { cta: { label: 'breakword' } },
    key: { keyword: true, count: 12345 },
  },
};

const found: readonly [q: string, names: string[]][] = [
  ['acme', ['Acme Cloud', 'Self-service CI/CD']],
  ['ACME', ['Acme Cloud', 'Self-service CI/CD']],
  ['acm', ['Acme Cloud', 'Self-service CI/CD']],
  ['cme', []],
  ['acm clou', ['Acme Cloud']],
  ['clou acm', ['Acme Cloud']],
  [' \t cloud\n ', ['Acme Cloud']],
  ['cloud gmbh', []],
  ['zepp', ['Acme Cloud']],
  ['makers rents', ['Acme Cloud']],
  ['öl', ['Straße & Söhne GmbH']],
  ['ÖL', ['Straße & Söhne GmbH']],
  ['straße', ['Straße & Söhne GmbH']],
  ['Öl, Gas | Wasser', ['Straße & Söhne GmbH']],
  ['gas & wasser', ['Straße & Söhne GmbH']],
  ['gas | zeppelin', []],
  ['gas | wasser', ['Straße & Söhne GmbH']],
  ['!gas', ['Straße & Söhne GmbH']],
  ['gas:*', ['Straße & Söhne GmbH']],
  ["it's", ['Straße & Söhne GmbH']],
  ["'quoted'", ['Straße & Söhne GmbH']],
  ['"thing"', ['Straße & Söhne GmbH']],
  ['100%', ['Straße & Söhne GmbH']],
  ['(ireland)', ['O’Neill (Ireland)']],
  ['(irel', ['O’Neill (Ireland)']],
  ['O’Nei', ['O’Neill (Ireland)']],
  ['C# x*y', ['O’Neill (Ireland)']],
  ['back\\slash', ['O’Neill (Ireland)']],
  ['\\', []],
  ['slash\\', ['O’Neill (Ireland)']],
  ['a:b', ['O’Neill (Ireland)']],
  ['x <-> y', ['O’Neill (Ireland)']],
  ['self-service', ['Self-service CI/CD']],
  ['self-serv', ['Self-service CI/CD']],
  ['service', ['Self-service CI/CD']],
  ['ci/cd', ['Self-service CI/CD']],
  ['ann@example.test', ['Self-service CI/CD']],
  ['acme.example', ['Self-service CI/CD']],
  ['acme.exam', ['Self-service CI/CD']],
  ['3.14', ['Self-service CI/CD']],
  ['3.1', ['Self-service CI/CD']],
  ['новос', ['Новости 日本語 🎉']],
  ['иванов', ['Новости 日本語 🎉']],
  ['日本', ['Новости 日本語 🎉']],
  ['secretword', []],
  ['metaword', []],
  ['breakword', []],
  ['keyword', []],
];

describe.each(kinds)('a search among every $kind', (kind) => {
  let ann: Person;
  beforeAll(async () => {
    ann = await newPerson(server);
    const parents = await newParents(ann, kind);
    for (const [name, data] of Object.entries(documents))
      await newDocument(ann, kind, { ...parents, name, data });
  });

  async function search(q: string, more: object = {}): Promise<string[]> {
    const { body } = await ann.client(kind.endpoints.list, { query: { q, sort: 'name', ...more } });
    return (body as { items: { name: string }[] }).items.map(({ name }) => name);
  }

  test.each(found)('for %j finds what has every word or its beginning', async (q, names) => {
    expect((await search(q)).sort()).toEqual([...names].sort());
  });

  test.each(['', ' ', '\n\t', '\u3000'])('for nothing (%j) finds everything', async (q) => {
    expect((await search(q)).sort()).toEqual(Object.keys(documents).sort());
  });

  test.each([
    '&',
    '|',
    '!',
    ':*',
    '&&',
    '<->',
    '()',
    "'",
    "''",
    "'''",
    '\\\\',
    '!!',
    '* *',
    "':* | '",
    '-',
    '…',
  ])('for punctuation alone (%j) finds nothing and is no failure', async (q) => {
    expect(await search(q)).toEqual([]);
  });

  test('takes 200 characters', async () => {
    expect(await search("'".repeat(200))).toEqual([]);
    expect(await search('a '.repeat(100))).toEqual(await search('a'));
    expect(await search('acme '.repeat(40))).toEqual(await search('acme'));
  });

  test('finds what an edit brought, and no more what it took away', async () => {
    const { body } = await ann.client(kind.endpoints.list, { query: { q: 'Empty' } });
    const [{ id } = { id: '' }] = (body as { items: { id: string }[] }).items;
    const edit = (data: object) =>
      ann.client(kind.endpoints.update, { params: { id }, ifMatch: '*', body: { data } });
    await edit({ later: { deep: ['brought'] } });
    expect(await search('brought')).toEqual(['Empty']);
    await edit({ later: null });
    expect(await search('brought')).toEqual([]);
  });

  test('goes together with pages', async () => {
    const { body } = await ann.client(kind.endpoints.list, { query: { q: 'a', sort: 'name', limit: 1 } });
    const { items, nextCursor } = body as { items: { name: string }[]; nextCursor: string };
    const rest = await search('a', { cursor: nextCursor });
    expect([...items.map(({ name }) => name), ...rest]).toEqual(await search('a'));
  });
});
