import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imports, type ReceiptLeaf } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { damagedDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';

const fixtures = ['handoff', 'customer-profiles', 'playground-drafts'];
let server: TestServer;
let ann: Person;
let handoff: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  handoff = await dumpOf('handoff');
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const fixtureFolder = join(import.meta.dirname, '../../../legacy/fixtures');

async function dumpOf(name: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(fixtureFolder, `${name}.json`), 'utf8'));
}

async function importing(dump: Record<string, unknown>, label = '') {
  return (await ann.client(imports.create, { body: { dump, label } })).body;
}

async function leavesOf(id: string, query: { class?: ReceiptLeaf['class']; limit?: number } = {}) {
  const leaves: ReceiptLeaf[] = [];
  let cursor: string | null = null;
  do {
    const onward: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await ann.client(imports.receipt, { params: { id }, query: { ...query, ...onward } });
    leaves.push(...page.body.items);
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return leaves;
}

test('the history lists every import once, the last first, page by page', async () => {
  const ids: string[] = [];
  for (const label of ['first', 'second', 'third']) ids.unshift((await importing(handoff, label)).id);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = cursor === null ? { limit: 2 } : { limit: 2, cursor };
    const { body } = await ann.client(imports.list, { query });
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(ids);
  const { body } = await ann.client(imports.list);
  expect(body.items[0]).toMatchObject({ label: 'third', actor: 'person', undoneAt: null, findings: 3 });
});

test('a dry run is not in the history', async () => {
  await ann.client(imports.create, { body: { dump: handoff }, query: { dryRun: true } });
  expect((await ann.client(imports.list)).body.items).toEqual([]);
});

test('an import says later what it said at once, and which keys it read', async () => {
  const report = await importing(
    { ...handoff, blossomer_api_key: 'sk-1234', 'odd \ud800 key': '1' },
    'Laptop',
  );
  const { body } = await ann.client(imports.view, { params: { id: report.id } });
  expect(body).toMatchObject({
    id: report.id,
    label: 'Laptop',
    totals: report.totals,
    entities: report.entities,
    findings: report.findings,
    undo: null,
  });
  expect(body.sources).toContainEqual({ key: 'blossomer_api_key', sha256: null, refused: true });
  expect(body.sources.map(({ key }) => key)).toEqual(
    expect.arrayContaining([...Object.keys(handoff), 'blossomer_api_key', 'odd \ud800 key']),
  );
});

describe.each(fixtures)('the receipt of %s', (name) => {
  test('holds every leaf that the scanner counts, each under one class, on whatever pages', async () => {
    const dump = await dumpOf(name);
    const { id, totals } = await importing(dump);
    const leaves = await leavesOf(id, { limit: 7 });
    expect(leaves).toHaveLength(countLeaves(dump).total);
    const places = leaves.map(({ key, pointer }) => `${key} ${pointer}`);
    expect(new Set(places).size).toBe(places.length);
    for (const [leafClass, count] of Object.entries(totals.classes)) {
      const query = { class: leafClass as ReceiptLeaf['class'] };
      expect(await leavesOf(id, query), leafClass).toHaveLength(count);
    }
    expect(leaves.filter(({ reason }) => reason === 'not-understood')).toEqual([]);
  });

  test('says of each leaf what it said before', async () => {
    const { id } = await importing(await dumpOf(name));
    const leaves = await leavesOf(id, { limit: 1000 });
    const lines = leaves.map(
      ({ key, pointer, class: leafClass, entity, target, reason }) =>
        `${key} ${pointer} ${leafClass} ${entity === null ? '' : `${entity.kind} ${target}`} ${reason ?? ''}`,
    );
    expect(lines.map((line) => line.trimEnd()).sort()).toMatchSnapshot();
  });
});

test('the raw dump comes back byte for byte, whatever it holds, without its secrets', async () => {
  await fc.assert(
    fc.asyncProperty(damagedDumps(), async (dump) => {
      const { id } = await importing({ ...dump, authState: '{"token":"sk-raw-secret"}' });
      const reply = await ann.send('GET', `/api/imports/${id}/raw`);
      expect(new Map(Object.entries(JSON.parse(reply.text)))).toEqual(new Map(Object.entries(dump)));
      expect(reply.text).not.toContain('sk-raw-secret');
    }),
    { numRuns: 15 },
  );
});

test('what was sent twice is kept once and given back for both imports', async () => {
  const first = await importing(handoff);
  const second = await importing(handoff);
  for (const { id } of [first, second]) {
    expect((await ann.client(imports.raw, { params: { id } })).body).toEqual(handoff);
  }
});

test.each(['view', 'receipt', 'raw', 'undo'] as const)(
  '%s of an import that never was is not found',
  async (verb) => {
    const problem = await refusal(
      ann.client(imports[verb] as typeof imports.raw, { params: { id: randomUUID() } }),
    );
    expect(problem).toMatchObject({ status: 404, code: 'not-found' });
  },
);

test.each(['x', Buffer.from('["a",1,2]').toString('base64url'), '!'])(
  'the cursor %s belongs to no receipt',
  async (cursor) => {
    const { id } = await importing(handoff);
    const reply = await ann.send('GET', `/api/imports/${id}/receipt?cursor=${encodeURIComponent(cursor)}`);
    expect(reply.status).toBe(400);
  },
);
