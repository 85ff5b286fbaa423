import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Account,
  accounts,
  campaigns,
  companies,
  type ImportReport,
  imports,
  personas,
} from '@blossomer/contract';
import { wholeDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

/** Every document as the superuser sees it: with its parents, without its person, times and version. */
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

async function versions(): Promise<string[]> {
  const found = await Promise.all(
    [companies, accounts, personas, campaigns].map(
      async ({ list }) => (await ann.client(list as typeof accounts.list)).body.items,
    ),
  );
  return found.flat().map(({ id, version }: Pick<Account, 'id' | 'version'>) => `${id} ${version}`);
}

function only(dump: Record<string, string>, ...keys: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(dump).filter(([key]) => keys.includes(key)));
}

/** A dump and the keys of a part of it. */
function partsOfDumps() {
  return wholeDumps().chain((dump) => {
    const strings = Object.fromEntries(
      Object.entries(dump).map(([key, value]) => [key, JSON.stringify(value)]),
    );
    return fc.tuple(
      fc.constant(strings),
      fc.subarray(Object.keys(strings)).map((keys) => only(strings, ...keys)),
    );
  });
}

const numRuns = Number(process.env.RUNS ?? 15);

test('a part of a dump, imported after the whole, changes no document and makes none', async () => {
  await fc.assert(
    fc.asyncProperty(partsOfDumps(), async ([dump, part]) => {
      ann = await newPerson(server);
      await importing(dump);
      const before = [await documents(), await versions()];
      const report = await importing(part);
      expect([await documents(), await versions()]).toEqual(before);
      for (const { result } of report.documents ?? []) expect(result).toBe('unchanged');
    }),
    { numRuns, endOnFailure: process.env.FAST === '1' },
  );
});

test('a part of a dump, imported before the whole, ends with the documents of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(partsOfDumps(), async ([dump, part]) => {
      ann = await newPerson(server);
      await importing(part);
      const between = await documents();
      const { id } = await importing(dump);
      const after = await documents();
      await ann.client(imports.undo, { params: { id } });
      expect(await documents()).toEqual(between);
      await importing(dump);
      expect(await documents()).toEqual(after);
      const { id: first } = (await ann.client(imports.list)).body.items.at(-1) ?? { id: '' };
      await everythingUndone();
      expect(await documents(), first).toEqual([]);
      await importing(dump);
      expect(await documents()).toEqual(after);
    }),
    { numRuns, endOnFailure: process.env.FAST === '1' },
  );
});

async function everythingUndone(): Promise<void> {
  for (const { id } of (await ann.client(imports.list)).body.items)
    await ann.client(imports.undo, { params: { id } });
}

describe.each([
  ['only e-mails', ['emailHistory']],
  ['only accounts', ['target_accounts']],
  ['only the company', ['dashboard_overview']],
])('a dump with %s after the whole', (_, keys) => {
  test('says that everything is unchanged, under its parents', async () => {
    const whole = await importing(handoff);
    const report = await importing(only(handoff, ...keys));
    for (const { kind, id, result, parentId } of report.documents ?? []) {
      expect(result, kind).toBe('unchanged');
      expect(parentId).toBe(whole.documents?.find((one) => one.id === id)?.parentId);
    }
    expect(report.totals.classes.quarantined).toBeUndefined();
  });
});
