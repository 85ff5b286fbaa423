import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../scripts/build.ts';
import { createDatabase } from '../testing/database.ts';
import { asSuperuser } from '../testing/postgres.ts';
import { names, type Stand } from './contenders.ts';
import { type BenchDatabase, fill } from './database.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { measure } from './measure.ts';
import { type CaseName, caseNames, readOptions } from './options.ts';
import { campaignsEach, loadedVersion, populationOf } from './people.ts';
import { openStand } from './stand.ts';
import { compare, scratchFolder, sectionsOf } from './suite.ts';

/** The smallest bench, end to end: that it measures what it says, and never how fast. */
const dist = join(import.meta.dirname, '../dist', `test-bench-${process.pid}`);
let database: BenchDatabase;
let issuer: Issuer;
let stand: Stand;

beforeAll(async () => {
  await build(dist);
  database = {
    ...(await createDatabase()),
    population: populationOf(2 * campaignsEach),
    documentBytes: 2048,
  };
  await fill(database);
  issuer = await startIssuer();
  stand = await openStand(database, issuer, {
    folder: await scratchFolder(),
    dist,
    peers: [],
    more: true,
  });
});
afterAll(async () => {
  await stand?.stop();
  await issuer?.stop();
  await rm(dist, { recursive: true, force: true });
});

async function count(text: string): Promise<number> {
  const { rows } = await asSuperuser(database.superuserUrl, (client) => client.query(text));
  return Number(rows[0].count);
}

const short = { rounds: 1, seconds: 0.3, connections: 4 };

async function one(name: string, caseName: CaseName) {
  const contender = stand.contender(name, caseName);
  const [samples] = await measure(contender ? [contender] : [], { ...short, postmaster: stand.postmaster });
  return samples?.[0];
}

const contenders = [names.limit, names.product, names.two, names.limitPooled, names.pooled];

describe('each contender', () => {
  test.each(contenders)('creates one campaign a request: %s', async (name) => {
    const before = await count('select count(*) from campaigns');
    const sample = await one(name, 'create');
    const created = (await count('select count(*) from campaigns')) - before;
    expect(sample?.requests).toBeGreaterThan(0);
    expect(created).toBeGreaterThanOrEqual(sample?.requests ?? 0);
    // What was still on its way when time was up may have been written.
    expect(created - (sample?.requests ?? 0)).toBeLessThanOrEqual(2 * short.connections);
  });

  test.each(contenders)('changes one campaign a request, and leaves its revision: %s', async (name) => {
    await stand.restore();
    const before = await count('select sum(version) as count from campaigns');
    const sample = await one(name, 'patch');
    // Requests may still arrive, so all of it is asked in one statement.
    const text = `select
      (select sum(version) from campaigns) - ${before} as versions,
      (select count(*) from revisions where op = 'update') as revisions,
      (select count(*) from revisions where undo -> 'columns' ? 'name') as names`;
    const { rows } = await asSuperuser(database.superuserUrl, (client) => client.query(text));
    const { versions, revisions, names: changed } = rows[0];
    expect(Number(versions)).toBeGreaterThanOrEqual(sample?.requests ?? 1);
    expect([revisions, changed]).toEqual([versions, versions]);
  });
});

test('after a restore there is what was loaded, and what is read was never changed', async () => {
  await stand.restore();
  expect(await count('select count(*) from campaigns')).toBe(database.population.campaigns);
  expect(await count('select count(*) from revisions')).toBe(database.population.campaigns);
  expect(await count(`select count(*) from campaigns where version <> ${loadedVersion}`)).toBeLessThanOrEqual(
    100 * database.population.people,
  );
});

test('the tables have a row for each contender and case', async () => {
  const only = ['list', 'read'] as const;
  const asked = { rounds: 1, seconds: 0.3, only: [...only], connections: [16] };
  const text = sectionsOf(await compare(stand, asked, () => {}), 'Few');
  for (const caseName of only) {
    for (const name of contenders)
      expect(text).toMatch(new RegExp(`\\| ${caseName} \\| ${name} \\| [\\d,]+ \\|`));
  }
  expect(text).toContain('### Few, 16 connections');
  expect(text).not.toMatch(/NaN|Infinity/);
});

test('what it cannot do is said in a sentence', () => {
  expect(() => readOptions(['--only', 'dance'])).toThrow(
    `There is no case "dance"; there are ${caseNames.join(', ')}.`,
  );
  expect(() => readOptions(['--rows', 'many'])).toThrow('--rows takes numbers, not "many".');
});
