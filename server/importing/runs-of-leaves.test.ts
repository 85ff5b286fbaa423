import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, sqlDirectory } from '@blossomer/db';
import { toAscii } from '@blossomer/json';
import { type PlannedLeaf, plan } from '@blossomer/legacy';
import { damagedDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../../testing/database.ts';
import { runsOfLeaves } from './runs-of-leaves.ts';

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function leavesIn(client: pg.Client, runs: unknown): Promise<unknown[]> {
  const { rows } = await client.query(
    'select key, pointer, class, target, reason from leaves_of($1) order by nth',
    [JSON.stringify(runs)],
  );
  return rows;
}

const kept = ({ key, pointer, class: leafClass, target, reason }: PlannedLeaf) => ({
  key: toAscii(key),
  pointer: toAscii(pointer),
  class: leafClass,
  target: target?.pointer ?? null,
  reason: reason ?? null,
});

test('every leaf of any dump comes back out of its run, in order', async () => {
  const client = await connected((await createDatabase()).superuserUrl);
  await fc.assert(
    fc.asyncProperty(damagedDumps(), async (dump) => {
      const { leaves } = plan({ dump, userId: 'ann', now: '2026-11-29T00:00:00.000Z' });
      expect(await leavesIn(client, runsOfLeaves(leaves))).toEqual(leaves.map(kept));
    }),
  );
});

const company = { kind: 'company', id: 'c' } as const;
const leaf = (key: string, pointer: string, target?: string, reason?: string): PlannedLeaf => ({
  key,
  pointer,
  class: target === undefined ? 'quarantined' : 'stored',
  ...(target === undefined ? {} : { target: { ...company, pointer: target } }),
  ...(reason === undefined ? {} : { reason }),
});

test.each<[string, PlannedLeaf[], number]>([
  ['leaves that went along', [leaf('k', '/0/a/b', '/data/a/b'), leaf('k', '/0/c', '/data/c')], 1],
  ['a leaf under another name', [leaf('k', '/0/a', '/data/a'), leaf('k', '/0/a', '/data/b')], 2],
  ['another key', [leaf('k', '/a', '/data/a'), leaf('l', '/a', '/data/a')], 2],
  ['another reason', [leaf('k', '/a', undefined, 'x'), leaf('k', '/b', undefined, 'y')], 2],
  ['leaves that went nowhere', [leaf('k', '/a', undefined, 'x'), leaf('k', '/b/c', undefined, 'x')], 1],
  ['a whole key and what follows', [leaf('k', '', '/data'), leaf('k', '/a', '/data/a')], 1],
  ['names beyond ASCII', [leaf('k', '/é"\\', '/data/é"\\'), leaf('k', '/\ud800', '/data/x')], 2],
  ['an end that is half a name', [leaf('k', '/ab', '/data/b'), leaf('k', '/xb', '/datab')], 2],
])('%s', async (_, leaves, runs) => {
  expect(runsOfLeaves(leaves)).toHaveLength(runs);
  const client = await connected((await createDatabase()).superuserUrl);
  expect(await leavesIn(client, runsOfLeaves(leaves))).toEqual(leaves.map(kept));
});

test('receipts of before read as they did', async () => {
  const { superuserUrl, ownerUrl } = await createDatabase({ empty: true });
  const before = await mkdtemp(join(tmpdir(), 'blossomer-sql-'));
  onTestFinished(() => rm(before, { recursive: true }));
  for (const folder of ['migrations', 'functions', 'policies'])
    await cp(join(sqlDirectory, folder), join(before, folder), { recursive: true });
  await rm(join(before, 'migrations', '0015_runs-of-leaves.sql'));
  await migrate(ownerUrl, { directory: before });
  const client = await connected(superuserUrl);
  const leaves = [
    leaf('k', '/0/a', '/data/a'),
    leaf('k', '/0/é', undefined, 'not-understood'),
    leaf('other', ''),
  ];
  const asBefore = leaves.map(kept).map((one) => [one.key, one.pointer, one.class, one.target, one.reason]);
  const id = '00000000-0000-0000-0000-000000000001';
  await client.query(`insert into users (id, email) values ('ann', 'ann@example.test')`);
  await client.query(`insert into imports (user_id, id, report) values ('ann', $1, '{}')`, [id]);
  await client.query(
    `insert into import_entries (user_id, import_id, seq, outcome, leaves)
      values ('ann', $1, 0, 'no-document', $2), ('ann', $1, 1, 'superseded', '[]')`,
    [id, JSON.stringify(asBefore)],
  );
  await migrate(ownerUrl);
  const { rows } = await client.query('select runs from import_entries order by seq');
  expect(await leavesIn(client, rows[0].runs)).toEqual(leaves.map(kept));
  expect(rows[1].runs).toEqual([]);
});
