import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, campaigns, companies, imports, personas } from '@blossomer/contract';
import { damagedDumps } from '@blossomer/legacy/generated-dumps';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asSuperuser } from '../testing/postgres.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 120_000 }); // Each command is a process of its own.

const fixtures = join(import.meta.dirname, '../legacy/fixtures');
const handoff = join(fixtures, 'handoff.json');
let server: TestServer;
let folder: Folder;

beforeAll(async () => {
  [server, folder] = await Promise.all([startTestServer(), openFolder()]);
});
afterAll(async () => {
  await Promise.all([server?.stop(), folder?.remove()]);
});

async function runAs(email: string, ...args: string[]) {
  return blossomer([...args, '--url', server.url, '--token', await server.token(email)]);
}

async function verified(email: string, file: string) {
  const { code, stdout } = await runAs(email, 'verify', file, '--json');
  return { code, ...JSON.parse(stdout) };
}

test('before an import everything is missing, after it nothing', async () => {
  const before = await runAs('ann@example.test', 'verify', handoff);
  expect(before.code).toBe(1);
  expect(before.stdout).toMatch(/\nMissing:\n {2}- [^\n]+\n/);
  expect(before.stdout).toMatch(/\nand 117 more; --json lists them all\.\n/);
  const verdicts = ['handoff', 'customer-profiles', 'playground-drafts'].map(async (name) => {
    const email = `${name}@example.test`;
    const file = join(fixtures, `${name}.json`);
    await server.client(email)(imports.create, { body: { dump: JSON.parse(await readFile(file, 'utf8')) } });
    return verified(email, file);
  });
  for (const { code, leaves, states } of await Promise.all(verdicts)) {
    expect({ code, missing: states.missing, edited: states['edited-since'] }).toEqual({
      code: 0,
      missing: 0,
      edited: 0,
    });
    expect(states.there + states['kept-raw']).toBe(leaves);
  }
});

test('what was edited since, deleted since and kept only raw is told apart, and none of it is missing', async () => {
  const email = 'edits@example.test';
  const client = server.client(email);
  const dump = {
    ...JSON.parse(await readFile(handoff, 'utf8')),
    unknown_thing: 'abc',
    authState: '{"token":"geheim"}',
  };
  const file = await folder.write('edits.json', JSON.stringify(dump));
  await client(imports.create, { body: { dump } });
  const [account] = (await client(accounts.list)).body.items;
  const [persona] = (await client(personas.list)).body.items;
  const [campaign] = (await client(campaigns.list)).body.items;
  if (!account || !persona || !campaign)
    throw new Error('the fixture holds an account, a persona and a campaign');
  await client(accounts.update, {
    params: { id: account.id },
    ifMatch: '*',
    body: { data: { description: 'Mine.' } },
  });
  await client(campaigns.remove, { params: { id: campaign.id } });

  const { code, stdout } = await runAs(email, 'verify', file);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^edited-since +1 /m);
  expect(stdout).toMatch(/^in-trash +\d\d /m);
  expect(stdout).toMatch(/^not-kept +1 /m);
  expect(stdout).toMatch(/\nNothing is missing\.\n$/);
  expect(stdout).not.toContain('geheim');
});

test('a text that was not to replace the stored one is not missing', async () => {
  const email = 'settled@example.test';
  const client = server.client(email);
  const dump = JSON.parse(await readFile(handoff, 'utf8'));
  await client(imports.create, { body: { dump } });
  const [company] = (await client(companies.list)).body.items;
  const overview = { ...JSON.parse(dump.dashboard_overview), description: 'Other words.' };
  const other = { ...dump, dashboard_overview: JSON.stringify(overview) };
  const settleDocuments = [{ documentId: company?.id ?? '', keep: 'stored' as const }];
  await client(imports.create, { body: { dump: other, decisions: { settleDocuments } } });
  const file = await folder.write('settled.json', JSON.stringify(other));
  expect(await verified(email, file)).toMatchObject({ code: 0, states: { missing: 0, 'edited-since': 1 } });
});

test('a leaf that was lost in the database is found, however the receipt looks', async () => {
  const email = 'lost@example.test';
  const dump = JSON.parse(await readFile(handoff, 'utf8'));
  await server.client(email)(imports.create, { body: { dump } });
  await asSuperuser(server.databases.superuserUrl, async (client) => {
    await client.query('alter table personas disable trigger user');
    await client.query(
      `update personas set data = data #- '{demographics}' where user_id = (select id from users where email = $1)`,
      [email],
    );
    await client.query('alter table personas enable trigger user');
  });
  const { code, states, unsettled } = await verified(email, handoff);
  expect(code).toBe(1);
  expect(states.missing).toBeGreaterThan(0);
  expect(unsettled).toHaveLength(states.missing);
  for (const { key, entity, target } of unsettled) {
    expect([key, entity.kind]).toEqual(['target_accounts', 'persona']);
    expect(target).toMatch(/^\/data\/demographics\//);
  }
});

test('an undone import is missing again; so is a dump that nobody imported, of work that is there', async () => {
  const email = 'undone@example.test';
  const client = server.client(email);
  const dump = JSON.parse(await readFile(handoff, 'utf8'));
  const { body } = await client(imports.create, { body: { dump } });
  const other = await folder.write(
    'other.json',
    JSON.stringify({ ...dump, emailHistory: `${dump.emailHistory} ` }),
  );
  expect(await verified(email, other)).toMatchObject({ code: 1, states: { missing: 1 } });
  await client(imports.undo, { params: { id: body.id } });
  const { code, leaves, states } = await verified(email, handoff);
  expect({ code, missing: states.missing }).toEqual({ code: 1, missing: leaves });
});

test('whatever dump came in, nothing of it is missing', async () => {
  const samples = fc.sample(damagedDumps(), { numRuns: 4, seed: 42 });
  const verdicts = samples.map(async (dump, index) => {
    const email = `damaged-${index}@example.test`;
    const file = await folder.write(`damaged-${index}.json`, JSON.stringify(dump));
    await server.client(email)(imports.create, { body: { dump } });
    return verified(email, file);
  });
  for (const [index, verdict] of (await Promise.all(verdicts)).entries()) {
    expect(verdict, JSON.stringify(samples[index])).toMatchObject({
      code: 0,
      states: { missing: 0, 'edited-since': 0 },
    });
  }
});

test('more documents than are asked for one by one are read in pages', async () => {
  const email = 'pages@example.test';
  const dump = {
    target_accounts: JSON.stringify(
      Array.from({ length: 30 }, (_, index) => ({
        id: `target_account_1752000000000_${index}`,
        targetAccountName: `A${index}`,
      })),
    ),
  };
  const file = await folder.write('pages.json', JSON.stringify(dump));
  await server.client(email)(imports.create, { body: { dump } });
  expect(await verified(email, file)).toMatchObject({ code: 0, states: { there: 60, missing: 0 } });
  expect((await server.client(email)(companies.list)).body.items).toHaveLength(1);
});

const mid = { id: 'target_account_1752000000001_aaaaaaaaa', targetAccountName: 'Mid SaaS' };
const same = {
  id: 'customer_1752000000002_bbbbbbbbb',
  name: 'Mid SaaS',
  description: 'Older words.',
  personas: [{ id: '1752000000011', name: 'CFO' }],
};
const twoAccounts = {
  dashboard_overview: JSON.stringify({ companyName: 'Acme', companyUrl: 'https://acme.test' }),
  target_accounts: JSON.stringify([mid]),
  customer_profiles: JSON.stringify([same]),
};

test('accounts that were merged and accounts that were attached elsewhere are found where they are', async () => {
  const email = 'decided@example.test';
  const client = server.client(email);
  const file = await folder.write('decided.json', JSON.stringify(twoAccounts));
  const { body: dry } = await client(imports.create, {
    body: { dump: twoAccounts },
    query: { dryRun: true },
  });
  const { body: other } = await client(companies.create, { body: { name: 'Other' } });
  const [into = '', from = ''] = (dry.documents ?? []).flatMap(({ kind, id }) =>
    kind === 'account' ? [id] : [],
  );
  const decisions = {
    mergeAccounts: [{ into, from }],
    attachAccounts: [{ accountId: into, companyId: other.id }],
  };
  const { body } = await client(imports.create, { body: { dump: twoAccounts, decisions } });
  expect(await verified(email, file)).toMatchObject({ code: 0, states: { missing: 0, 'edited-since': 0 } });
  const { body: view } = await client(imports.view, { params: { id: body.id } });
  expect(view.decisions).toMatchObject({
    attachAccounts: decisions.attachAccounts,
    mergeAccounts: [{ into, from, intoSourceId: mid.id }],
  });
  await client(imports.undo, { params: { id: body.id } });
  expect((await verified(email, file)).code).toBe(1);
});

test('a part of a dump is looked for where the whole put it', async () => {
  const email = 'part@example.test';
  const client = server.client(email);
  const mail = {
    id: '1752000000021',
    subject: 'Hello',
    config: { selectedAccount: same.id, selectedPersona: '1752000000011' },
  };
  const part = { emailHistory: JSON.stringify([mail]) };
  await client(imports.create, { body: { dump: { ...twoAccounts, ...part } } });
  const file = await folder.write('part.json', JSON.stringify(part));
  expect(await verified(email, file)).toMatchObject({ code: 0, states: { missing: 0, 'edited-since': 0 } });
});
