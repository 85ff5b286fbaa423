import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { type Kind, kinds, newDocument, newParents } from '../hostile/kinds.ts';
import { newPerson, type Person } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Page {
  items: (Resource & { description: string | null })[];
  nextCursor: string | null;
}

async function pageOf(person: Person, kind: Kind, query: Record<string, unknown> = {}): Promise<Page> {
  return (await person.client(kind.endpoints.list, { query })).body as Page;
}

/** Follows the cursors to the end. */
async function all(person: Person, kind: Kind, query: Record<string, unknown> = {}): Promise<Page['items']> {
  const items: Page['items'] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await pageOf(person, kind, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** As ICU sorts by the root locale: punctuation, digits, letters whatever their case and accent, then other scripts. */
const names = [
  '_x',
  '-x',
  '!',
  '"quoted"',
  '(a)',
  '$1',
  '1',
  '10',
  '2',
  'a',
  'A',
  'à',
  'Ab',
  'aB',
  'acme',
  'Acme',
];
const moreNames = [
  'Äcme',
  'acme 2',
  'Acmé',
  'b',
  'ÖL',
  'öl',
  'Oz',
  'straße',
  'strasse',
  'z',
  'Ω',
  'Я',
  'א',
  '中文',
  '🎉',
];

const priorities = ['High', 'Low', 'Medium', undefined];
const seniorities = ['VP', 'Entry', 'Manager', 'nothing', 'C-Suite', 'Director', 'Senior'];

describe.each(kinds)('the list of every $kind', (kind) => {
  let ann: Person;
  let parents: Record<string, string>;
  const sorts = [
    'createdAt',
    'updatedAt',
    'name',
    ...('priority' in ranks(kind) ? ['priority'] : []),
    ...('seniority' in ranks(kind) ? ['seniority'] : []),
  ];

  beforeAll(async () => {
    ann = await newPerson(server);
    parents = await newParents(ann, kind);
    if (kind.kind !== 'company') await clear(ann, kind);
    const all = [...names, ...moreNames, 'twin', 'twin', 'twin', 'twin'];
    for (const [index, name] of all.entries())
      await newDocument(ann, kind, { ...parents, name, data: dataOf(index) });
    await shareTimes(kind);
  });

  function dataOf(index: number) {
    return {
      description: `${'d'.repeat(index)}🎉`,
      buyingSignals: [{ priority: priorities[index % 4] }, { priority: 'Low' }].slice(0, index % 3),
      demographics: { seniority: [seniorities[index % 7], 'nothing'].slice(0, index % 5) },
    };
  }

  /** Rows that an import writes in one transaction share their time to the microsecond. */
  async function shareTimes({ table }: Kind) {
    await asSuperuser(server.databases.superuserUrl, async (client) => {
      await client.query(`set session_replication_role = replica`);
      await client.query(
        `update ${table} set created_at = date_trunc('second', created_at), updated_at = timestamptz '2026-01-01Z' + version * interval '1 us'`,
      );
    });
  }

  test.each(sorts.flatMap((sort) => [sort, `-${sort}`]))(
    'by %s has each row once, in order, however it is cut',
    async (sort) => {
      const whole = (await pageOf(ann, kind, { sort, limit: 200 })).items;
      expect(whole).toHaveLength(names.length + moreNames.length + 4);
      for (const limit of [1, 7]) {
        const cut = await all(ann, kind, { sort, limit });
        expect(cut.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
      }
      const back = await all(ann, kind, {
        sort: sort.startsWith('-') ? sort.slice(1) : `-${sort}`,
        limit: 50,
      });
      expect(back.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).reverse());
    },
  );

  test('by name is in the order of people, the same on every PostgreSQL', async () => {
    const listed = (await all(ann, kind, { sort: 'name' })).map(({ name }) => name);
    const collator = new Intl.Collator('und', { usage: 'sort', caseFirst: 'false' });
    const strength = (a: string, b: string) => collator.compare(a, b);
    expect(listed.filter((name) => name !== 'twin')).toEqual([...names, ...moreNames].sort(strength));
  });

  test('by a time is in the order of that time', async () => {
    for (const sort of ['createdAt', 'updatedAt'] as const) {
      const times = (await all(ann, kind, { sort })).map((item) => item[sort]);
      expect(times).toEqual(times.toSorted());
    }
  });

  test('starts with the newest and has 50 when nothing is asked', async () => {
    const page = await pageOf(ann, kind);
    expect(page).toEqual(await pageOf(ann, kind, { sort: '-createdAt', limit: 50 }));
    expect(page.nextCursor).toBeNull();
  });

  test.each([1, 2, 34, 35, 200])('answers at most %i when so many are asked for', async (limit) => {
    const { items, nextCursor } = await pageOf(ann, kind, { limit });
    const total = names.length + moreNames.length + 4;
    expect(items).toHaveLength(Math.min(limit, total));
    expect(nextCursor === null).toBe(limit >= total);
  });

  test('may change the number of rows and the fields from page to page', async () => {
    const whole = (await all(ann, kind, { sort: 'name' })).map(({ id }) => id);
    const first = await pageOf(ann, kind, { sort: 'name', limit: 3 });
    const next = await pageOf(ann, kind, {
      sort: 'name',
      limit: 5,
      fields: 'summary',
      cursor: first.nextCursor,
    });
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(whole.slice(0, 8));
  });

  test('answers whole resources, or summaries without the document', async () => {
    const [whole] = (await pageOf(ann, kind, { sort: 'name', limit: 1 })).items;
    const [summary] = (await pageOf(ann, kind, { sort: 'name', limit: 1, fields: 'summary' })).items;
    const { data, ...rest } = whole ?? ({} as Resource);
    expect(data).toMatchObject({ schemaVersion: 1 });
    const description = kind.kind === 'campaign' ? null : (data.description ?? null);
    expect(summary).toEqual({ ...rest, description, ...inSummary[kind.kind] });
  });

  test('has nothing of anybody else', async () => {
    const ben = await newPerson(server);
    expect(await pageOf(ben, kind)).toEqual({ items: [], nextCursor: null });
    const theirs = await newDocument(ben, kind);
    expect((await all(ben, kind)).map(({ id }) => id)).toEqual([theirs.id]);
  });
});

/** What a summary says beside the description, of a document without content. */
const inSummary = {
  company: {},
  account: { priority: null },
  persona: { seniority: null, priority: null },
  campaign: { subject: null },
};

describe.each(kinds)('the summary of a $kind', (kind) => {
  test('has the first 300 characters, counted as people count them', async () => {
    const ann = await newPerson(server);
    const text = `${'🎉'.repeat(299)}ab`;
    await newDocument(ann, kind, {
      data: kind.kind === 'campaign' ? { body: text, subject: 's' } : { description: text },
    });
    const [summary] = (await pageOf(ann, kind, { fields: 'summary' })).items;
    expect(summary?.description).toBe(`${'🎉'.repeat(299)}a`);
  });
});

describe.each(kinds.filter((kind) => 'priority' in ranks(kind)))('a $kind is ranked', (kind) => {
  test('by the strongest of its signals, and again after an edit', async () => {
    const ann = await newPerson(server);
    const parents = await newParents(ann, kind);
    const ids: string[] = [];
    for (const own of [['Low', 'High'], ['Medium'], [], ['Low']]) {
      const buyingSignals = own.map((priority) => ({ priority }));
      ids.push(
        (await newDocument(ann, kind, { ...parents, name: own.join() || 'none', data: { buyingSignals } }))
          .id,
      );
    }
    const mine = async (query: object) =>
      (await all(ann, kind, { ...parents, ...query })).map(({ name }) => name);
    expect(await mine({ sort: '-priority' })).toEqual(['Low,High', 'Medium', 'Low', 'none']);
    expect(await mine({ sort: 'priority', limit: 1 })).toEqual(['none', 'Low', 'Medium', 'Low,High']);
    expect(await mine({ priority: 'High' })).toEqual(['Low,High']);
    expect(await mine({ priority: 'Low' })).toEqual(['Low']);
    const patch = [{ op: 'replace', path: '/data/buyingSignals/1/priority', value: 'Low' }];
    const bodyType = 'application/json-patch+json';
    await ann.client(kind.endpoints.update, { params: { id: ids[0] }, ifMatch: 1, body: patch, bodyType });
    expect(await mine({ priority: 'High' })).toEqual([]);
    expect((await mine({ priority: 'Low' })).sort()).toEqual(['Low', 'Low,High']);
  });
});

/** Sorts beside those that every list has. */
function ranks(kind: Kind): Record<string, true> {
  if (kind.kind === 'account') return { priority: true };
  return kind.kind === 'persona' ? { priority: true, seniority: true } : {};
}

/** The parents that were made on the way are of other kinds; a list of this kind begins empty. */
async function clear(person: Person, kind: Kind): Promise<void> {
  expect((await pageOf(person, kind)).items).toEqual([]);
}
