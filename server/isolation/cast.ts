import { randomUUID } from 'node:crypto';
import { type EntityKind, imports } from '@blossomer/contract';
import pg from 'pg';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { ask, requireStatus } from './asking.ts';

/** Who takes part in the isolation matrix, and the rows that each of them has. */
export interface Cast {
  server: TestServer;
  /** Sees every row: what really is in the database. */
  superuser: pg.Client;
  owner: Person;
  another: Person;
  admin: Person;
  /** Whose rows the owner and the admin try to reach. Asks for nothing while the matrix runs. */
  victim: Person;
  stop(): Promise<void>;
}

export interface Person {
  email: string;
  id: string;
  token: string;
  expiredToken: string;
  /** Rows that stay as they are: for others to try, and to be named beside what is refused. */
  standing: Tree;
}

/** Two of each kind, the first below the first, and what else of a person a request can name. */
export interface Tree extends Record<EntityKind, readonly [string, string]> {
  /** In each name: a search finds it. */
  word: string;
  /** In each document and never in a request: no answer to anybody else contains it. */
  secret: string;
  /** Of the list of each kind, after its first row. */
  cursors: Record<EntityKind, string>;
  /** An entry of the trash, holding a company. */
  trash: string;
  /** An import, with the secret in its raw string. */
  imported: string;
  /** Generations that ended with the first company, with the secret in what they wrote. */
  generation: readonly [string, string];
  /** Of the change feed. */
  after: string;
  /** An import that its person has carried out. */
  dump: Record<string, string>;
}

export const kinds = ['company', 'account', 'persona', 'campaign'] as const satisfies readonly EntityKind[];
export const listPaths: Record<EntityKind, string> = {
  company: '/api/company',
  account: '/api/accounts',
  persona: '/api/personas',
  campaign: '/api/campaigns',
};

export async function assemble(): Promise<Cast> {
  const server = await startTestServer({ generation: { model: neverAsked, workers: 0 } });
  const superuser = new pg.Client({ connectionString: server.databases.superuserUrl });
  await superuser.connect();
  const owner = await settle(server, superuser, 'ann@example.test');
  const another = await settle(server, superuser, 'ben@example.test');
  const admin = await settle(server, superuser, 'ada@example.test');
  const victim = await settle(server, superuser, 'vic@example.test');
  await makeAdmin(server, admin);
  return {
    server,
    superuser,
    owner,
    another,
    admin,
    victim,
    stop: async () => {
      await superuser.end();
      await server.stop();
    },
  };
}

/** Jobs are queued here and nobody takes them: what the matrix sees is what a request did. */
const neverAsked = { generate: () => Promise.reject(new Error('nothing is generated here')) };

/** Signs a person up and gives them rows, an import among them. */
export async function settle(server: TestServer, superuser: pg.Client, email: string): Promise<Person> {
  const token = await server.token(email);
  const me = await ask(server.url, { method: 'GET', path: '/api/me', token });
  const id: string = JSON.parse(requireStatus(me, 200).body).id;
  const rows = await plant(superuser, id);
  const cursors = Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind, await cursorOf(server, token, kind)])),
  );
  const standing: Tree = { ...rows, cursors, after: await feedCursorOf(server, token) };
  const imported = await ask(server.url, {
    method: 'POST',
    path: imports.create.path,
    token,
    body: { dump: standing.dump },
  });
  requireStatus(imported, 201);
  return { email, id, token, expiredToken: await server.token(email, 'expired'), standing };
}

async function cursorOf(server: TestServer, token: string, kind: EntityKind): Promise<string> {
  const page = await ask(server.url, { method: 'GET', path: `${listPaths[kind]}?limit=1`, token });
  return JSON.parse(requireStatus(page, 200).body).nextCursor;
}

async function feedCursorOf(server: TestServer, token: string): Promise<string> {
  const page = await ask(server.url, { method: 'GET', path: '/api/changes?limit=1', token });
  return JSON.parse(requireStatus(page, 200).body).nextCursor;
}

async function makeAdmin(server: TestServer, { id }: Person): Promise<void> {
  const operator = new pg.Client({ connectionString: server.databases.ownerUrl });
  await operator.connect();
  await operator.query(`select give_role($1, 'admin')`, [id]);
  await operator.end();
}

/** New rows for a test that changes its own: written below the API, so that the API is only asked what is tested. */
export async function plant(superuser: pg.Client, userId: string): Promise<Omit<Tree, 'cursors' | 'after'>> {
  const tree = imagine();
  const { company, account, persona, campaign, trash, imported, word, secret, generation } = tree;
  // Triggers write the history as the owner of the tables, for whom row-level security is forced.
  await superuser.query(`select set_config('app.user_id', $1, false)`, [userId]);
  await superuser.query(
    `with common as (select $1::text as user_id, $2::text as name, $3::jsonb as data),
    companies_now as (
      insert into companies (user_id, name, data, id)
        select common.*, id from common, unnest($4::uuid[]) id),
    accounts_now as (
      insert into accounts (user_id, name, data, id, company_id)
        select common.*, id, $4[1] from common, unnest($5::uuid[]) id),
    personas_now as (
      insert into personas (user_id, name, data, id, account_id)
        select common.*, id, $5[1] from common, unnest($6::uuid[]) id),
    trash_now as (
      insert into trash (user_id, id, kind, entity_id, name)
        select user_id, $8, 'company', $8, name from common),
    trashed_now as (
      insert into trashed_documents (user_id, trash_id, kind, id, version, content)
        select user_id, $8, 'company', $8, 1, to_jsonb(common)
          || jsonb_build_object('id', $8::uuid, 'url', '', 'created_at', now())
        from common),
    imports_now as (
      insert into imports (user_id, id, label, report) select user_id, $9, name, $10::jsonb from common),
    sources_now as (
      insert into import_sources (user_id, import_id, key, raw, sha256)
        select user_id, $9, 'company_overview', $11, $11 from common),
    generations_now as (
      insert into generations (user_id, id, kind, document_id, again, digest, state, inputs, result, ended_at, last_event)
        select user_id, one, 'company', $4[1], false, '', 'done', jsonb_build_object('url', name),
          jsonb_build_object('name', name, 'data', data), now(), 1 from common, unnest($12::uuid[]) one),
    events_now as (
      insert into generation_events (user_id, generation_id, seq, event, data)
        select user_id, $12[1], 1, 'done', jsonb_build_object('documentId', $4[1], 'documentVersion', 1) from common),
    pages_now as (
      insert into website_pages (user_id, url, page, fetched_at) select user_id, name, data, now() from common),
    entries_now as (
      insert into import_entries (user_id, import_id, seq, outcome, runs)
        select user_id, $9, 0, 'no-document',
          jsonb_build_array(jsonb_build_array('company_overview', 'quarantined', $11::text, '', null, jsonb_build_array('')))
        from common)
    insert into campaigns (user_id, name, data, id, account_id, persona_id)
      select common.*, id, $5[1], $6[1] from common, unnest($7::uuid[]) id`,
    [
      userId,
      word,
      { schemaVersion: 1, description: secret, body: secret },
      company,
      account,
      persona,
      campaign,
      trash,
      imported,
      emptyReport,
      secret,
      generation,
    ],
  );
  return tree;
}

const none = { created: 0, updated: 0, unchanged: 0, recovered: 0 };
const emptyReport = {
  totals: { leaves: 1, classes: { quarantined: 1 } },
  entities: { company: none, account: none, persona: none, campaign: none },
  findings: [],
};

/** Ids, words and a dump that are nobody's, as long as somebody's. */
function imagine(): Omit<Tree, 'cursors' | 'after'> {
  const pair = () => [randomUUID(), randomUUID()] as const;
  const word = `w${randomUUID().slice(0, 8)}`;
  const overview = {
    companyName: word,
    companyUrl: `https://${word}.test`,
    _input_url: `https://${word}.test`,
    description: 'What it sells.',
  };
  return {
    company: pair(),
    account: pair(),
    persona: pair(),
    campaign: pair(),
    trash: randomUUID(),
    imported: randomUUID(),
    generation: pair(),
    word,
    secret: `secret-${randomUUID()}`,
    dump: { dashboard_overview: JSON.stringify(overview) },
  };
}

/** The tree of nobody: well-formed cursors too, bound to a list that does not exist. */
export function nothing(): Tree {
  const written = (...parts: unknown[]) =>
    Buffer.from(JSON.stringify(['0123456789abcdef', ...parts])).toString('base64url');
  const cursor = written('2026-01-01 00:00:00+00', randomUUID());
  return {
    ...imagine(),
    cursors: { company: cursor, account: cursor, persona: cursor, campaign: cursor },
    after: written(randomUUID(), '1', null, '0'),
  };
}
