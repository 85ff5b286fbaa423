import { type ImportReport, imports } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newPerson, type Person } from '../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  // What a thread may hold: half of the strings that the second test leaves.
  server = await startTestServer({ settings: { IMPORT_THREADS: '1', IMPORT_MEMORY_MB: '256' } });
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const company = { dashboard_overview: JSON.stringify({ companyName: 'Acme', companyUrl: 'acme.test' }) };
const words = 'Companies that run their own machines and pay far too much for them. ';

/** Under a key of its own, so that every later import reads it again: the worst that one person can leave. */
function draft(time: number, characters: number): Record<string, string> {
  const tempId = `temp_account_${time}_aaaaaaaaa`;
  const targetAccountDescription = words.repeat(Math.ceil(characters / words.length));
  const data = { name: `Account ${time}`, data: { targetAccountDescription } };
  return { [`draft_account_${tempId}`]: JSON.stringify({ tempId, entityType: 'account', data }) };
}

async function importing(dump: Record<string, unknown>): Promise<ImportReport> {
  return (await ann.client(imports.create, { body: { dump } })).body;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const firstTime = 1751900000000;

/** As if the import had come so many times more, each time with another draft. */
function repeated(importId: string, times: number): Promise<void> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const numbers = 'generate_series(1, $2::int) as number';
    const id = "(left(id::text, 24) || lpad(to_hex(number), 12, '0'))::uuid";
    const other = (text: string) => `replace(${text}, '${firstTime}', (${firstTime} + number)::text)`;
    await client.query(
      `insert into imports (user_id, id, label, actor, report, created_at)
        select user_id, ${id}, label, actor, report, created_at - number * interval '1 second'
        from imports, ${numbers} where id = $1`,
      [importId, times],
    );
    await client.query(
      `insert into import_sources (user_id, import_id, key, raw, sha256)
        select user_id, ${id.replaceAll('id::text', 'import_id::text')}, ${other('key')}, ${other('raw')},
          encode(sha256(convert_to(${other('raw')}, 'UTF8')), 'hex')
        from import_sources, ${numbers} where import_id = $1 and key like 'draft_%'`,
      [importId, times],
    );
  });
}

test('after 200 imports of 20 kB, each of another key, the next one knows them all and takes seconds at most', async () => {
  await importing(company);
  const { id } = await importing(draft(firstTime, 20_000));
  await repeated(id, 199);
  const took = await milliseconds(() => importing(company));
  expect(took).toBeLessThan(10_000);
  const mail = {
    id: '1751900000991',
    subject: 'Hi',
    config: { selectedAccount: `temp_account_${firstTime + 150}_aaaaaaaaa` },
  };
  const { documents = [] } = await importing({ emailHistory: JSON.stringify([mail]) });
  expect(documents.map(({ kind, name }) => `${kind} ${name}`)).toContain(
    `account Account ${firstTime + 150}`,
  );
}, 60_000);

test('of more than one import may hold, the last ones are read, and no memory goes to the rest', async () => {
  await importing(company);
  const { id } = await importing(draft(firstTime, 4_000_000));
  await repeated(id, 120);
  const report = await importing(company);
  expect(report.documents?.map(({ kind, result }) => `${kind} ${result}`)).toEqual(['company unchanged']);
}, 120_000);
