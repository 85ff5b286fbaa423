import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  accounts,
  type Client,
  campaigns,
  companies,
  type ImportReport,
  imports,
  type ProblemError,
  personas,
} from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

const handoffFile = join(import.meta.dirname, '../../../legacy/fixtures/handoff.json');
let server: TestServer;
let admin: pg.Client;
let handoff: Record<string, string>;
let person = 0;
let client: Client;

beforeAll(async () => {
  server = await startTestServer();
  handoff = JSON.parse(await readFile(handoffFile, 'utf8'));
  admin = new pg.Client({ connectionString: server.databases.superuserUrl });
  await admin.connect();
});
beforeEach(() => {
  client = server.client(`person-${++person}@example.test`);
});
afterAll(async () => {
  await admin.end();
  await server.stop();
});

async function importing(dump: Record<string, unknown>, dryRun = false, as = client): Promise<ImportReport> {
  const { body } = await as(imports.create, { body: { dump: dump as never }, query: { dryRun } });
  return body;
}

function counts(report: ImportReport) {
  return Object.fromEntries(
    Object.entries(report.entities).map(([kind, { created, updated, unchanged, recovered }]) => [
      kind,
      `${created}/${updated}/${unchanged}/${recovered}`,
    ]),
  );
}

async function rowsOf(table: string, as: Client): Promise<number> {
  const email = (await as(companies.list)).status === 200 ? `person-${person}@example.test` : '';
  const { rows } = await admin.query(
    `select count(*)::int as count from ${table} where user_id = (select id from users where email = $1)`,
    [email],
  );
  return rows[0].count;
}

/** The dump with one value of one key changed. */
function changed(key: string, change: (value: never) => void): Record<string, string> {
  const value = JSON.parse(handoff[key] ?? '');
  change(value as never);
  return { ...handoff, [key]: JSON.stringify(value) };
}

test('a real dump becomes one company, its account, persona and e-mail with their parents', async () => {
  const report = await importing(handoff);
  expect(counts(report)).toEqual({
    company: '1/0/0/0',
    account: '1/0/0/0',
    persona: '1/0/0/0',
    campaign: '1/0/0/0',
  });
  const [company] = (await client(companies.list)).body.items;
  const [account] = (await client(accounts.list)).body.items;
  const [persona] = (await client(personas.list)).body.items;
  const [campaign] = (await client(campaigns.list)).body.items;
  expect(company).toMatchObject({ name: 'Acme Cloud', url: 'https://acme.test' });
  expect(account).toMatchObject({
    name: 'Mid SaaS',
    companyId: company?.id,
    createdAt: '2026-11-23T04:05:08.294000Z',
  });
  expect(persona).toMatchObject({ name: 'VP Eng', accountId: account?.id });
  expect(campaign).toMatchObject({ name: 'aws bill creep', accountId: account?.id, personaId: persona?.id });
});

test('an import that reports success has read every key: each leaf of the dump is in exactly one class', async () => {
  const { totals, findings } = await importing(handoff);
  expect(Object.values(totals.classes).reduce((sum, count) => sum + (count ?? 0), 0)).toBe(totals.leaves);
  expect(totals.classes.quarantined).toBeUndefined();
  expect(findings.map(({ code }) => code)).toEqual(['detection-method-lost', 'date-from-id', 'date-from-id']);
});

test('a second click doubles nothing: importing again adds no row and changes no version', async () => {
  await importing(handoff);
  const before = (await client(campaigns.list)).body.items;
  const again = await importing(handoff);
  expect(counts(again)).toEqual({
    company: '0/0/1/0',
    account: '0/0/1/0',
    persona: '0/0/1/0',
    campaign: '0/0/1/0',
  });
  expect((await client(campaigns.list)).body.items).toEqual(before);
});

test('two imports at the same moment make each row once', async () => {
  const reports = await Promise.all([importing(handoff), importing(handoff), importing(handoff)]);
  const created = reports.reduce((sum, { entities }) => sum + entities.campaign.created, 0);
  expect(created).toBe(1);
  expect((await client(campaigns.list)).body.items).toHaveLength(1);
});

test('two people who import the same dump both succeed and share nothing', async () => {
  const other = server.client(`other-${person}@example.test`);
  await importing(handoff);
  const report = await importing(handoff, false, other);
  expect(report.entities.company.created).toBe(1);
  const mine = (await client(companies.list)).body.items;
  const theirs = (await other(companies.list)).body.items;
  expect(mine[0]?.id).not.toBe(theirs[0]?.id);
});

test('a dry run says the same and writes nothing', async () => {
  const dry = await importing(handoff, true);
  for (const table of [
    'companies',
    'accounts',
    'personas',
    'campaigns',
    'imports',
    'import_sources',
    'revisions',
  ]) {
    expect(await rowsOf(table, client), table).toBe(0);
  }
  const real = await importing(handoff);
  expect({ ...dry, id: '', dryRun: false }).toEqual({ ...real, id: '', dryRun: false });
});

test('what the source changed arrives where the person has not edited', async () => {
  await importing(handoff);
  const next = changed('dashboard_overview', (company: { description: string }) => {
    company.description = 'Infra cost tool, now for two clouds.';
  });
  const report = await importing(next);
  expect(report.entities.company).toEqual({ created: 0, updated: 1, unchanged: 0, recovered: 0 });
  const [company] = (await client(companies.list)).body.items;
  expect(company).toMatchObject({
    version: 2,
    data: { description: 'Infra cost tool, now for two clouds.' },
  });
});

test('what the person edited stays when the source changes, and is reported as kept on both sides', async () => {
  await importing(handoff);
  const [company] = (await client(companies.list)).body.items;
  await client(companies.update, {
    params: { id: company?.id ?? '' },
    body: { data: { description: 'My own words.' } },
    ifMatch: 1,
  });
  const next = changed('dashboard_overview', (overview: { description: string; objections: string[] }) => {
    overview.description = 'Their words.';
    overview.objections = ['Risk: prod', 'Price'];
  });
  const report = await importing(next);
  expect(report.totals.classes['conflict-kept-both']).toBe(1);
  expect(report.findings).toContainEqual(expect.objectContaining({ code: 'edited-since' }));
  const [after] = (await client(companies.list)).body.items;
  expect(after).toMatchObject({
    data: { description: 'My own words.', objections: ['Risk: prod', 'Price'] },
  });
  expect((await importing(next)).entities.company.unchanged).toBe(1);
});

test('the raw string of every key is kept once, byte for byte, and a secret is not', async () => {
  const secret = 'sk-live-4f9a1c';
  await importing({ ...handoff, blossomer_api_key: secret, odd: '"\\u0000\\ud800 ü"' });
  await importing(handoff);
  const { rows } = await admin.query(
    `select key, raw, refused from import_sources where user_id = (select id from users where email = $1)
      and raw is not null order by key`,
    [`person-${person}@example.test`],
  );
  expect(rows.map(({ key }) => key)).toEqual([
    'dashboard_overview',
    'emailHistory',
    'odd',
    'target_accounts',
  ]);
  const { rows: all } = await admin.query('select to_jsonb(s) as row from import_sources s');
  const { rows: entries } = await admin.query('select to_jsonb(e) as row from import_entries e');
  expect(JSON.stringify([all, entries])).not.toContain(secret);
});

test('revisions say that the import wrote, and under which request', async () => {
  await importing(handoff);
  const { rows } = await admin.query(
    `select distinct actor, request_id from revisions where user_id = (select id from users where email = $1)`,
    [`person-${person}@example.test`],
  );
  expect(rows).toEqual([{ actor: 'import', request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
});

test('a dump that is no object is refused with a pointer, and nothing is written', async () => {
  for (const [dump, pointer] of [
    [[1, 2], '/dump'],
    ['text', '/dump'],
    [null, '/dump'],
  ] as const) {
    const failure = await client(imports.create, { body: { dump } as never }).catch(
      (error: ProblemError) => error.problem,
    );
    expect(failure).toMatchObject({ status: 422, code: 'invalid', errors: [{ in: 'body', pointer }] });
  }
  expect(await rowsOf('imports', client)).toBe(0);
});

test('a broken key does not keep the others out', async () => {
  const report = await importing({ ...handoff, emailHistory: '[{"id": "1795406708952", ' });
  expect(counts(report)).toMatchObject({
    company: '1/0/0/0',
    account: '1/0/0/0',
    persona: '1/0/0/0',
    campaign: '0/0/0/0',
  });
  expect(report.totals.classes.quarantined).toBe(1);
});

test('strings that a document could not hold pass as part of a dump', async () => {
  const next = changed('target_accounts', (list: { targetAccountName: string }[]) => {
    for (const account of list) account.targetAccountName = 'Mid\u0000 SaaS \ud800';
  });
  const report = await importing(next);
  expect(report.totals.classes.escaped).toBeGreaterThan(0);
  const [account] = (await client(accounts.list)).body.items;
  expect(account?.name).toMatch(/^Mid/);
});
