import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Account,
  accounts,
  type Company,
  companies,
  type ImportReport,
  type ImportUndo,
  imports,
  personas,
  trash,
} from '@blossomer/contract';
import { damagedDumps, wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { kinds } from '../../hostile/kinds.ts';
import { newPerson, type Person } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
let handoff: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  const file = join(import.meta.dirname, '../../../legacy/fixtures/handoff.json');
  handoff = JSON.parse(await readFile(file, 'utf8'));
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

async function importing(dump: Record<string, unknown>): Promise<ImportReport> {
  return (await ann.client(imports.create, { body: { dump } })).body;
}
async function undo(id: string, dryRun = false): Promise<ImportUndo> {
  return (await ann.client(imports.undo, { params: { id }, query: { dryRun } })).body;
}
function changed(key: string, change: (value: never) => void): Record<string, string> {
  const value = JSON.parse(handoff[key] ?? '');
  change(value as never);
  return { ...handoff, [key]: JSON.stringify(value) };
}
const described = (description: string) =>
  changed('dashboard_overview', (company: { description: string }) => {
    company.description = description;
  });

/** Every document as the superuser sees it, without what any write renews. */
function documents(): Promise<string[]> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const tables = kinds.map(
      ({ table }) => `select (to_jsonb(it) - array['version', 'updated_at', 'created_at'])::text as row
        from ${table} it where user_id = (select id from users where email = $1)`,
    );
    const { rows } = await client.query<{ row: string }>(`${tables.join(' union all ')} order by row`, [
      ann.email,
    ]);
    return rows.map(({ row }) => row);
  });
}
const company = async () => (await ann.client(companies.list)).body.items[0] as Company | undefined;
const account = async () => (await ann.client(accounts.list)).body.items[0] as Account | undefined;

test('undone right after, an import leaves the database as it was', async () => {
  await fc.assert(
    fc.asyncProperty(wholeDumps(), damagedDumps(), async (first, second) => {
      ann = await newPerson(server);
      await importing(first);
      const before = await documents();
      const { id } = await importing(second);
      const report = await undo(id);
      expect(report.failed).toEqual([]);
      expect(await documents()).toEqual(before);
    }),
    { numRuns: 12 },
  );
});

test('the dry run of an undo says what the undo does, and does nothing', async () => {
  const { id } = await importing(handoff);
  const before = await documents();
  const dry = await undo(id, true);
  expect(await documents()).toEqual(before);
  expect({ ...(await undo(id)), dryRun: true }).toEqual(dry);
  expect(dry.reversed.map(({ kind, did }) => `${kind} ${did}`)).toEqual([
    'campaign removed',
    'persona removed',
    'account removed',
    'company removed',
  ]);
});

test('undo twice changes nothing and says the same, and the history tells it', async () => {
  const { id } = await importing(handoff);
  const report = await undo(id);
  const before = await documents();
  expect(await undo(id)).toEqual(report);
  expect(await documents()).toEqual(before);
  const { body } = await ann.client(imports.view, { params: { id } });
  expect(body).toMatchObject({ undo: report, undoneAt: expect.any(String) });
});

test('undone, the same dump can be imported again and everything is back', async () => {
  const { id } = await importing(handoff);
  const before = await documents();
  await undo(id);
  expect(await documents()).toEqual([]);
  expect((await importing(handoff)).entities.campaign.created).toBe(1);
  expect(await documents()).toEqual(before);
});

test('a row that it changed gets its leaves back, and an edit made since stays', async () => {
  await importing(described('First words.'));
  const { id } = await importing(described('Second words.'));
  const { id: companyId = '' } = (await company()) ?? {};
  const body = { data: { objections: ['My own.'] } };
  await ann.client(companies.update, { params: { id: companyId }, ifMatch: '*', body });
  const report = await undo(id);
  expect((await company())?.data).toMatchObject({ description: 'First words.', objections: ['My own.'] });
  expect(report.reversed).toMatchObject([{ did: 'changed-back', pointers: ['/data/description'] }]);
  expect(report.kept).toMatchObject([{ why: 'edited-since', pointers: ['/data/objections'] }]);
});

test('undo of an undone change is importing it again', async () => {
  await importing(described('First words.'));
  const { id } = await importing(described('Second words.'));
  await undo(id);
  expect((await importing(described('Second words.'))).entities.company.updated).toBe(1);
  expect((await company())?.data).toMatchObject({ description: 'Second words.' });
});

test.each([
  ['the first first', [0, 1]],
  ['the last first', [1, 0]],
])('two imports undone, %s, leave nothing behind', async (_, order) => {
  const ids = [await importing(described('First words.')), await importing(described('Second words.'))];
  for (const index of order) await undo(ids[index]?.id ?? '');
  expect(await documents()).toEqual([]);
});

test('after edits, exactly what was edited stays', async () => {
  const { id } = await importing(handoff);
  const made = await account();
  const [first] = (made?.data.buyingSignals ?? []) as Record<string, string>[];
  const body = {
    data: {
      description: 'Written by me.',
      firmographics: { revenue: '10M' },
      buyingSignals: [{ ...first, title: 'Seen by me' }],
      own: { note: 1 },
    },
  };
  await ann.client(accounts.update, { params: { id: made?.id ?? '' }, ifMatch: '*', body });
  const report = await undo(id);
  const after = await account();
  expect(after?.data).toEqual({
    schemaVersion: 1,
    description: 'Written by me.',
    firmographics: { revenue: '10M' },
    buyingSignals: [{ ...first, title: 'Seen by me' }],
    own: { note: 1 },
  });
  expect((await ann.client(personas.list)).body.items).toEqual([]);
  expect(report.kept).toContainEqual(expect.objectContaining({ kind: 'account', why: 'edited-since' }));
  // Its company has to stay, because the account is still there.
  expect(report.kept).toContainEqual(expect.objectContaining({ kind: 'company', why: 'holds-other-work' }));
});

test('random edits of texts survive the undo, and nothing else does', async () => {
  const fields = ['description', 'rationale', 'keywords', 'mine'] as const;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1 }), async (edited) => {
      ann = await newPerson(server);
      const { id } = await importing(handoff);
      const made = await account();
      const values = Object.fromEntries(
        edited.map((field) => [field, field === 'rationale' ? ['mine'] : 'mine']),
      );
      const { keywords, ...others } = values;
      const data = keywords === undefined ? others : { ...others, firmographics: { keywords: ['mine'] } };
      await ann.client(accounts.update, { params: { id: made?.id ?? '' }, ifMatch: '*', body: { data } });
      await undo(id);
      expect((await account())?.data).toEqual({ schemaVersion: 1, ...data });
    }),
    { numRuns: 10 },
  );
});

test('what an import left empty goes too, from a row that stays for its new name', async () => {
  const firmographics = [{ id: '1', label: 'Industry', values: [] }];
  const profile = { id: 'customer_1751800000002_bbbbbbbbb', name: 'Banks', firmographics };
  const { id } = await importing({ customer_profiles: JSON.stringify([profile]) });
  const made = (await account()) as Account;
  expect(JSON.stringify(made.data)).toContain('"values":[]');
  await ann.client(accounts.update, { params: { id: made.id }, ifMatch: '*', body: { name: 'Mine' } });
  await undo(id);
  expect((await account())?.data).toEqual({ schemaVersion: 1 });
});

test('of a list that an import brought to a document only the item stays that was edited since', async () => {
  type WithSignals = { buyingSignals?: object };
  const without = changed('target_accounts', ([first]: [WithSignals]) => {
    delete first.buyingSignals;
  });
  await importing(without);
  const before = await account();
  expect(before?.data.buyingSignals).toBeUndefined();
  const { id } = await importing(handoff);
  const made = await account();
  const [first, ...others] = made?.data.buyingSignals ?? [];
  expect(others.length).toBeGreaterThan(0);
  const params = { id: made?.id ?? '' };
  await ann.client(accounts.update, {
    params,
    ifMatch: '*',
    bodyType: 'application/json-patch+json',
    body: [{ op: 'replace', path: '/data/buyingSignals/0/title', value: 'Mine' }],
  });
  const report = await undo(id);
  expect(report.failed).toEqual([]);
  expect((await account())?.data).toEqual({
    ...before?.data,
    buyingSignals: [{ ...first, title: 'Mine' }],
  });
});

test('a row that others hang on stays, and is named', async () => {
  const { id } = await importing(handoff);
  const made = await account();
  await ann.client(personas.create, { body: { name: 'Mine', accountId: made?.id ?? '' } });
  const report = await undo(id);
  expect(report.kept.map(({ kind, why }) => `${kind} ${why}`)).toEqual([
    'account holds-other-work',
    'company holds-other-work',
  ]);
  expect(await account()).toMatchObject({ name: made?.name, data: made?.data });
  expect((await ann.client(personas.list)).body.items.map(({ name }) => name)).toEqual(['Mine']);
});

test('what was deleted since stays in the trash, and what was restored goes', async () => {
  const { id } = await importing(handoff);
  const { id: companyId = '' } = (await company()) ?? {};
  await ann.client(companies.remove, { params: { id: companyId } });
  const [entry] = (await ann.client(trash.list)).body.items;
  await ann.client(trash.restore, { params: { id: entry?.id ?? '' } });
  await ann.client(companies.remove, { params: { id: companyId } });
  expect((await undo(id, true)).kept.map(({ why }) => why)).toEqual(Array(4).fill('deleted-since'));
  const [again] = (await ann.client(trash.list)).body.items;
  await ann.client(trash.restore, { params: { id: again?.id ?? '' } });
  expect((await undo(id)).reversed).toHaveLength(4);
  expect(await documents()).toEqual([]);
});

test('two undos and an import at the same moment do each thing once', async () => {
  const { id } = await importing(handoff);
  const [one, other] = await Promise.all([undo(id), undo(id), importing(handoff)]);
  expect(one).toEqual(other);
  const left = await documents();
  expect([0, 4]).toContain(left.length);
});

test('an undo with an Idempotency-Key is answered again alike', async () => {
  const { id } = await importing(handoff);
  const headers = { 'idempotency-key': 'undo-1' };
  const first = await ann.send('POST', `/api/imports/${id}/undo`, { headers });
  const second = await ann.send('POST', `/api/imports/${id}/undo`, { headers });
  expect(JSON.parse(second.text)).toEqual(JSON.parse(first.text));
  expect(second.headers['idempotent-replayed']).toBe('true');
});

test('an account that was moved since stays where it was put, with nothing but its name', async () => {
  const { id } = await importing(handoff);
  const made = await account();
  const { body: other } = await ann.client(companies.create, { body: { name: 'Other' } });
  const params = { id: made?.id ?? '' };
  await ann.client(accounts.update, { params, ifMatch: '*', body: { companyId: other.id } });
  const report = await undo(id);
  expect(await account()).toMatchObject({
    companyId: other.id,
    name: made?.name,
    data: { schemaVersion: 1 },
  });
  expect(report.kept).toEqual([
    { kind: 'account', id: made?.id, name: made?.name, why: 'edited-since', pointers: ['/companyId'] },
  ]);
  expect((await ann.client(companies.list)).body.items.map(({ name }) => name)).toEqual(['Other']);
});

test('an account that was moved and moved back was not edited', async () => {
  const { id } = await importing(handoff);
  const made = await account();
  const { body: other } = await ann.client(companies.create, { body: { name: 'Other' } });
  for (const companyId of [other.id, made?.companyId ?? ''])
    await ann.client(accounts.update, { params: { id: made?.id ?? '' }, ifMatch: '*', body: { companyId } });
  expect((await undo(id)).kept).toEqual([]);
  expect(await account()).toBeUndefined();
});
