import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { plan } from '@blossomer/legacy';
import { expect, onTestFinished, test } from 'vitest';
import { build } from '../../scripts/build.ts';
import { createDatabase } from '../../testing/database.ts';
import { asSuperuser } from '../../testing/postgres.ts';
import { type BenchDatabase, fill } from '../database.ts';
import { startIssuer } from '../issuer.ts';
import { campaignsEach, populationOf } from '../people.ts';
import { documentsOf, importBody, usualSize } from './dumps.ts';
import { measureImports } from './measure-imports.ts';
import { highestOfParts } from './memory.ts';
import { importUsage, readImportOptions } from './options.ts';
import { peopleOf } from './people.ts';
import { importSection } from './report-imports.ts';

/** The smallest bench of imports: that it measures what it says, and never how fast. */
async function filled(): Promise<BenchDatabase> {
  const database = {
    ...(await createDatabase()),
    population: populationOf(campaignsEach),
    documentBytes: 512,
  };
  await fill(database);
  return database;
}

const compared = [
  'select user_id, id, name, url, data, version, search from companies',
  'select user_id, id, company_id, name, priority_rank, data, version, search from accounts',
  'select user_id, id, account_id, name, seniority_rank, data, version, search from personas',
  'select user_id, id, persona_id, name, type, status, data, version, search from campaigns',
  'select * from imports',
  'select * from import_sources',
  'select * from import_entries',
  'select user_id, kind, id, version, op, undo from revisions',
];

async function rowsOf({ superuserUrl }: BenchDatabase, { first, last }: ReturnType<typeof peopleOf>) {
  return asSuperuser(superuserUrl, async (client) => {
    const tables = [];
    for (const text of compared) {
      const whose = `user_id between '${first}' and '${last}'`;
      const { rows } = await client.query(
        `select row::text as text from (${text} where ${whose}) row order by 1`,
      );
      tables.push(rows.map((row) => row.text));
    }
    return tables;
  });
}

test('the imports and the COPY leave the same rows, with what the triggers write', async () => {
  const dist = join(import.meta.dirname, '../../dist', `test-import-bench-${process.pid}`);
  onTestFinished(() => rm(dist, { recursive: true, force: true }));
  await build(dist);
  const issuer = await startIssuer();
  onTestFinished(() => issuer.stop());
  const [database, other] = [await filled(), await filled()];
  const people = 6;
  const measured = await measureImports(
    { database, other, issuer, dist },
    { people, rounds: 1, concurrency: 2, idleSeconds: 0.3, largeAccounts: 2, threads: 1 },
    () => {},
  );
  const rows = await rowsOf(database, peopleOf(1, people));
  expect(rows.map(({ length }) => length)).toEqual([6, 6, 6, 12, 6, 24, 48, 30]);
  expect(await rowsOf(other, peopleOf(1, people))).toEqual(rows);
  expect(measured.rows).toBe(30);
  expect(measured.rounds[0]?.meanwhile.count).toBeGreaterThan(0);
  expect(measured.memory.length).toBeGreaterThan(0);
  const section = importSection(measured);
  expect(section).toContain('### 30 documents in 6 imports');
  expect(section).not.toMatch(/NaN|Infinity/);
}, 120_000);

test('a generated dump is read whole, and is the same every time', () => {
  const body = importBody(7);
  expect(importBody(7)).toBe(body);
  const { dump } = JSON.parse(body);
  const { entities, findings, totals } = plan({ dump, userId: 'ann', now: '2026-11-27T00:00:00.000Z' });
  expect(entities).toHaveLength(documentsOf(usualSize));
  expect(entities.filter(({ recovered }) => recovered)).toEqual([]);
  expect(findings.map(({ code }) => code)).toEqual(['date-from-id', 'date-from-id']);
  expect(totals.classes.quarantined).toBeUndefined();
});

test('memory is told by its highest in each part', () => {
  expect(highestOfParts([1, 5, 2, 2, 9, 3, 3, 4], 4)).toEqual([5, 2, 9, 4]);
});

test('what it cannot do is said in a sentence', () => {
  expect(() => readImportOptions(['--people', 'many'])).toThrow('--people takes a whole number, not "many".');
  expect(importUsage).toContain('--concurrency');
  expect(readImportOptions(['--quick'])).toMatchObject({ people: 40, rounds: 1 });
});
