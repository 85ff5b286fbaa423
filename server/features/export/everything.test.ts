import { readFileSync } from 'node:fs';
import { companies, exports, imports, trash } from '@blossomer/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { leftOut, sections } from './everything.ts';

let server: TestServer;
let superuser: pg.Client;
let ann: Record<string, Record<string, unknown>[]>;
let annId: string;
let text: string;

const secret = 'sk-live-4242-of-ann';
const dump: Record<string, string> = {
  ...JSON.parse(readFileSync(new URL('../../../legacy/fixtures/handoff.json', import.meta.url), 'utf8')),
  blossomer_api_key: secret,
  authState: `{"token":"${secret}"}`,
  'odd\u0000key': 'half \ud800 "quoted"',
};

beforeAll(async () => {
  server = await startTestServer();
  superuser = new pg.Client({ connectionString: server.databases.superuserUrl });
  await superuser.connect();
  for (const email of ['ann@example.test', 'ben@example.test']) await live(email);
  ({ body: text } = await server.client('ann@example.test')(exports.whole, { query: { format: 'json' } }));
  ann = JSON.parse(text);
  annId = String(ann.people?.[0]?.id);
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
});

/** Something in every table that a person has rows in. */
async function live(email: string): Promise<void> {
  const client = server.client(email);
  const { body: first } = await client(imports.create, {
    body: { dump, label: `of ${email}` },
    idempotencyKey: 'k1',
  });
  await client(imports.create, { body: { dump } });
  await client(imports.undo, { params: { id: first.id } });
  await client(imports.create, { body: { dump } });
  const { body } = await client(companies.create, { body: { name: `Gone of ${email}` } });
  await client(companies.remove, { params: { id: body.id } });
  await superuser.query(
    `insert into audit (user_id, id, action, detail) select id, gen_random_uuid(), 'tried', '{"by": "test"}'
      from users where email = $1`,
    [email],
  );
  await superuser.query(
    `with person as (select id as user_id from users where email = $1), it as (
        insert into generations (user_id, id, kind, document_id, again, digest, inputs)
          select user_id, gen_random_uuid(), 'company', gen_random_uuid(), false, '', '{}' from person
          returning user_id, id),
      attempts as (insert into generation_attempts (user_id, generation_id, number, provider, model, outcome, raw,
          input_tokens, output_tokens, started_at, ended_at)
        select user_id, id, 1, 'p', 'm', 'answered', '{}', 1, 1, now(), now() from it),
      events as (insert into generation_events (user_id, generation_id, seq, event, data)
        select user_id, id, 1, 'stage', '{}' from it),
      spending as (insert into generation_spending (user_id, generation_id, run, reserved_tokens)
        select user_id, id, 1, 1 from it)
      insert into website_pages (user_id, url, page, fetched_at) select user_id, 'u', '{}', now() from person`,
    [email],
  );
  await superuser.query(
    `insert into local_work (user_id, phase) select id, 'hybrid' from users where email = $1`,
    [email],
  );
}

test('says what it is', () => {
  expect(ann).toMatchObject({ format: 'blossomer-export', version: 1 });
  expect(new Date(String(ann.exportedAt)).toISOString()).toBe(ann.exportedAt);
  expect(ann.people).toMatchObject([{ email: 'ann@example.test', role: 'user' }]);
});

test('has every table of people, or says why not', async () => {
  const { rows } = await superuser.query<{ table: string }>(
    `select relname as "table" from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and (relrowsecurity or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'user_id'))`,
  );
  const known = new Set([...sections.flatMap(({ tables }) => tables), ...Object.keys(leftOut)]);
  const advice = rows
    .map(({ table }) => table)
    .filter((table) => !known.has(table))
    .map(
      (table) =>
        `${table} has rows of people and is not in the export. Add a section to server/features/export/everything.ts, or say in leftOut why it stays out.`,
    );
  expect(advice, advice.join('\n')).toEqual([]);
  expect([...known].filter((table) => !rows.some((row) => row.table === table))).toEqual([]);
});

describe.each(sections.map(({ member, tables: [table = ''] }) => [member, table]))('%s', (member, table) => {
  test('has as many rows as the person has, and of nobody else', async () => {
    const owner = table === 'users' ? 'id' : 'user_id';
    const count = async (whose: string) =>
      Number((await superuser.query(`select count(*) from ${table} where ${whose}`, [annId])).rows[0].count);
    expect(ann[member]).toHaveLength(await count(`${owner} = $1`));
    expect(await count(`${owner} = $1`)).toBeGreaterThan(0);
    expect(await count(`${owner} <> $1`)).toBeGreaterThan(0);
  });

  test('leaves out no column but whose the row is and what is computed', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    );
    const computed = ['summary', 'search', 'digest', 'priority_rank', 'seniority_rank', 'tx'];
    const renamed: Record<string, string> = { undo: 'replaced', runs: 'leaves' };
    const wanted = rows
      .map(({ name }) => name)
      .filter((name) => name !== 'user_id' && !computed.includes(name))
      // An import's key says which request sent it, like those of the table that is left out.
      .filter((name) => !(table === 'imports' && name === 'idempotency_key'))
      .map((name) => renamed[name] ?? name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
    const members = new Set(ann[member]?.flatMap((row) => Object.keys(row)));
    expect(wanted.filter((name) => !members.has(name))).toEqual([]);
  });
});

test('gives each string of an import as it was sent, for every import that sent it', () => {
  const sources = ann.importSources ?? [];
  for (const [key, raw] of Object.entries(dump)) {
    const same = sources.filter((source) => source.key === key);
    expect(same).toHaveLength(3);
    for (const source of same) expect(source.raw).toBe(source.refused ? null : raw);
  }
});

test('has receipts, undos and the trash as they are', async () => {
  expect(ann.imports?.filter(({ undo }) => undo !== null)).toHaveLength(1);
  const leaves = ann.importEntries?.flatMap((entry) => entry.leaves as { class: string }[]) ?? [];
  const { body } = await server.client('ann@example.test')(imports.list, {});
  expect(leaves).toHaveLength(body.items.reduce((sum, { totals }) => sum + totals.leaves, 0));
  const { body: deleted } = await server.client('ann@example.test')(trash.list, {});
  expect(ann.trash?.map(({ id }) => id)).toEqual(deleted.items.map(({ id }) => id));
  expect(ann.trashedDocuments).toMatchObject([
    { kind: 'company', content: { name: 'Gone of ann@example.test' } },
  ]);
});

test('holds no secret that was refused, and nothing of anybody else', () => {
  expect(text).not.toContain(secret);
  expect(text).not.toContain('ben@example.test');
});

test('of somebody who has nothing is their profile', async () => {
  const { body } = await server.client('new@example.test')(exports.whole, { query: { format: 'json' } });
  const { people, ...rest } = JSON.parse(body);
  expect(people).toHaveLength(1);
  expect(
    Object.values(rest)
      .flat()
      .filter((value) => typeof value === 'object'),
  ).toEqual([]);
});
