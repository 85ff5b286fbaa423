import { accounts, companies, type ImportReport, imports } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { footprint, newPerson, type Person, problemOf, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

async function importing(dump: Record<string, unknown>, as = ann): Promise<ImportReport> {
  return (await as.client(imports.create, { body: { dump } })).body;
}

function account(index: number) {
  return {
    id: `target_account_${1751900000000 + index}_aaaaaaaaa`,
    targetAccountName: `Account ${index}`,
    targetAccountDescription: 'Mid-size SaaS on AWS. '.repeat(20),
    firmographics: { industry: ['Software', 'Cloud'], employees: '50-500', keywords: ['a', 'b', 'c'] },
    buyingSignals: [1, 2, 3].map((n) => ({
      title: `Signal ${n}`,
      description: 'It says so.',
      priority: 'High',
    })),
    personas: [{ id: String(1751900000000 + index), targetPersonaName: 'VP Eng', goals: ['Save', 'Grow'] }],
  };
}

describe('a dump', () => {
  test('of more values than one import takes is refused before anything is planned, and says what takes it', async () => {
    const before = await footprint(server);
    const problem = await refusal(importing({ theme: `[${'0,'.repeat(500_000)}0]` }));
    expect(problem).toMatchObject({
      status: 413,
      code: 'too-large',
      errors: [{ in: 'body', pointer: '/dump' }],
    });
    expect(problem.detail).toContain('500,001');
    expect(problem.detail).toContain('blossomer import');
    expect(await footprint(server)).toEqual(before);
  });

  test('over 25 MB is refused with what takes it', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(26 * 1024 * 1024) };
    const problem = problemOf(await ann.send('POST', '/api/imports', { headers }));
    expect([problem.status, problem.code]).toEqual([413, 'too-large']);
    expect(problem.detail).toContain('blossomer import');
  });

  test('of 2,000 accounts with their personas is imported, and again changes nothing', async () => {
    const dump = {
      target_accounts: JSON.stringify(Array.from({ length: 2000 }, (_, index) => account(index))),
    };
    const report = await importing(dump);
    expect(report.entities.account.created).toBe(2000);
    expect(report.totals.leaves).toBe(countLeaves(dump).total);
    expect((await importing(dump)).entities.persona).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2000,
    });
  }, 120_000);

  test('nested a thousand levels under one key keeps that key aside and brings in the others', async () => {
    const deep = `${'{"a":['.repeat(500)}1${']}'.repeat(500)}`;
    const report = await importing({
      dashboard_overview: deep,
      target_accounts: JSON.stringify([account(1)]),
    });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'too-deep', key: 'dashboard_overview' }),
    );
    expect(report.entities.account.created).toBe(1);
    expect((await ann.client(imports.raw, { params: { id: report.id } })).body.dashboard_overview).toBe(deep);
  });

  test('nested a thousand levels in parsed values is no JSON that is read, and nothing is written', async () => {
    const before = await footprint(server);
    const body = `{"dump":{"theme":${'['.repeat(1000)}${']'.repeat(1000)}}}`;
    const problem = problemOf(await ann.send('POST', '/api/imports', { headers: json, body }));
    expect([problem.status, problem.code]).toEqual([400, 'malformed-json']);
    expect(await footprint(server)).toEqual(before);
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    'with the name %s at every level reaches no prototype',
    async (name) => {
      const inner = `"${name}":{"polluted":"yes"}`;
      const company = `{"companyName":"Acme",${inner},"metadata":{${inner}},"odd":{"deep":{${inner}}}}`;
      const one = `[{"id":"a1","targetAccountName":"Mid",${inner},"firmographics":{${inner}},"personas":[{"id":"1751900000011","targetPersonaName":"VP",${inner}}]}]`;
      const mail = `[{"id":"1751900000021","subject":"Hi",${inner},"breakdown":{${inner}},"config":{"selectedAccount":"a1",${inner}}}]`;
      const strings = [company, one, mail].map((text) => JSON.stringify(text));
      const body = `{"dump":{"dashboard_overview":${strings[0]},"target_accounts":${strings[1]},"emailHistory":${strings[2]},"${name}":"{}"}}`;
      const reply = await ann.send('POST', '/api/imports', { headers: json, body });
      expect(reply.status).toBe(201);
      const report: ImportReport = JSON.parse(reply.text);
      expect(report.findings.map(({ code }) => code)).toContain('prototype-key');
      expect(report.entities.campaign.created).toBe(1);
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
      const raw = await ann.send('GET', `/api/imports/${report.id}/raw`);
      expect(raw.text).toContain(`"${name}":"{}"`);
    },
  );

  test('with one broken key brings in the others, and later the mended one', async () => {
    const good = {
      dashboard_overview: '{"companyName":"Acme"}',
      target_accounts: JSON.stringify([account(1)]),
    };
    const report = await importing({ ...good, target_accounts: good.target_accounts.slice(0, -5) });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'bad-json', key: 'target_accounts' }),
    );
    expect(report.entities).toMatchObject({ company: { created: 1 }, account: { created: 0 } });
    expect((await importing(good)).entities).toMatchObject({
      company: { unchanged: 1 },
      account: { created: 1 },
    });
  });

  test('that somebody else brought, too, is imported for both, and neither sees the other', async () => {
    const dump = {
      dashboard_overview: '{"companyName":"Acme"}',
      target_accounts: JSON.stringify([account(1)]),
    };
    const ben = await newPerson(server);
    await importing(dump);
    const report = await importing(dump, ben);
    expect(report.entities.account.created).toBe(1);
    expect(report.documents?.map(({ because }) => because)).toEqual([undefined, 'overview', 'nested']);
    const ids = async (who: Person) => (await who.client(accounts.list)).body.items.map(({ id }) => id);
    const [mine, theirs] = [await ids(ann), await ids(ben)];
    expect([mine.length, theirs.length]).toEqual([1, 1]);
    expect(mine).not.toEqual(theirs);
    await ann.client(imports.undo, {
      params: { id: (await ann.client(imports.list)).body.items[0]?.id ?? '' },
    });
    expect((await ben.client(companies.list)).body.items).toHaveLength(1);
  });
});

test.each([
  ['stack-refresh-8b1f3c2a--default', 'sk-hidden-1'],
  ['settings', { theme: 'dark', accessToken: 'sk-hidden-2' }],
  ['state', '{"user":{"password":"sk-hidden-3"}}'],
])('the secret under %s is in no table and no answer', async (key, value) => {
  const reply = await ann.send('POST', '/api/imports', { body: { dump: { [key]: value } } });
  expect(reply.status).toBe(201);
  const report: ImportReport = JSON.parse(reply.text);
  expect(report.totals.classes).toEqual({ 'refused-secret': 1 });
  const receipt = await ann.send('GET', `/api/imports/${report.id}/receipt`);
  const rows = await asSuperuser(server.databases.superuserUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const all = tables.rows.map(({ name }) => `select to_jsonb(it)::text as row from ${name} it`);
    return (await client.query<{ row: string }>(all.join(' union all '))).rows;
  });
  expect(`${reply.text}${receipt.text}${JSON.stringify(rows)}`).not.toContain('sk-hidden');
});

const json = { 'content-type': 'application/json' };
