import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, admin, batch, companies, createClient, imports, me } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { mintToken } from '../../dev-auth/index.ts';
import { newPerson, type Person, problemOf, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ada: Person & { id: string };
let vic: Person & { id: string };
let handoff: Record<string, string>;
beforeAll(async () => {
  // One connection for transactions: whatever one leaves behind meets the next.
  server = await startTestServer({ settings: { DATABASE_EXCLUSIVE: '1' } });
  const fixture = join(import.meta.dirname, '../../../legacy/fixtures/handoff.json');
  handoff = JSON.parse(await readFile(fixture, 'utf8'));
});
beforeEach(async () => {
  [ada, vic] = [await arrived(), await arrived()];
  await role(ada.id, 'admin');
});
afterAll(() => server.stop());

const reason = 'Their laptop was handed in.';

async function arrived(): Promise<Person & { id: string }> {
  const person = await newPerson(server);
  const { body } = await person.client(me.view);
  return { ...person, id: body.id };
}

function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    return (await client.query<Row>(text, values)).rows;
  });
}

function role(id: string, to: string) {
  return sql(`update users set role = $2 where id = $1`, [id, to]);
}

/** Somebody of whom nobody has heard yet, who can sign in later. */
async function unheardOf() {
  const id = randomUUID();
  const email = `${id}@example.test`;
  const token = await mintToken(server.devAuth, {
    origin: server.url,
    email,
    claims: { sub: id, email, name: 'New' },
  });
  return { id, email, client: createClient({ baseUrl: server.url, token: () => token }) };
}

function bringing(id: string, more: object = {}, query: { dryRun?: boolean } = {}, idempotencyKey?: string) {
  return ada.client(admin.import, {
    params: { id },
    query,
    body: { dump: handoff, reason, ...more },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}

describe('somebody without the role', () => {
  const paths = (id: string) => [
    ['GET', '/api/admin/users'],
    ['GET', `/api/admin/audit?userId=${id}`],
    ['POST', `/api/admin/users/${id}/imports`],
    ['POST', `/api/admin/users/${id}/imports?dryRun=true`],
  ];

  test('is told so by every path, whoever it is about', async () => {
    const bodies = new Set<string>();
    for (const id of [vic.id, ada.id, randomUUID()]) {
      for (const [method = '', path = ''] of paths(id)) {
        const body = method === 'POST' ? { body: { dump: handoff, reason } } : {};
        const reply = await vic.send(method, path, body);
        expect(problemOf(reply)).toMatchObject({ status: 403, code: 'forbidden' });
        bodies.add(reply.text.replace(/"requestId":"[^"]+"/, ''));
      }
    }
    expect(bodies.size).toBe(1);
    expect(await sql('select from audit where user_id in ($1, $2)', [vic.id, ada.id])).toEqual([]);
    expect(await sql('select from imports where user_id in ($1, $2)', [vic.id, ada.id])).toEqual([]);
  });

  test('is told so before 25 MB are read', async () => {
    const body = `{"reason":"x","dump":{"a":"${'x'.repeat(24_000_000)}`; // Never ends as JSON should.
    const reply = await vic.send('POST', `/api/admin/users/${ada.id}/imports`, {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(403);
  });

  test('has no role by a token that claims it', async () => {
    const claims = { sub: randomUUID(), user_role: 'admin', roles: ['admin'], is_admin: true };
    const token = await mintToken(server.devAuth, { origin: server.url, email: 'eve@example.test', claims });
    const eve = createClient({ baseUrl: server.url, token: () => token });
    expect((await refusal(eve(admin.users))).code).toBe('forbidden');
  });

  test('is refused with the token of an admin of before', async () => {
    await ada.client(admin.users);
    await role(ada.id, 'user');
    expect((await refusal(ada.client(admin.users))).code).toBe('forbidden');
    expect((await refusal(bringing(vic.id))).code).toBe('forbidden');
    expect(await sql('select from imports where user_id = $1', [vic.id])).toEqual([]);
  });
});

describe('a reason', () => {
  test.each([
    ['missing', {}],
    ['empty', { reason: '' }],
    ['only spaces', { reason: ' \n ' }],
    ['too long', { reason: 'x'.repeat(501) }],
    ['no text', { reason: 7 }],
  ])('%s: 422, and nothing happens', async (_, parts) => {
    const body = { dump: handoff, ...parts };
    const reply = await ada.send('POST', `/api/admin/users/${vic.id}/imports`, { body });
    const problem = problemOf(reply);
    expect(problem).toMatchObject({ status: 422, code: 'invalid' });
    expect(problem.errors[0]).toMatchObject({ in: 'body', pointer: '/reason' });
    expect(await sql('select from audit where person_id = $1', [vic.id])).toEqual([]);
  });

  test('is kept without the spaces around it', async () => {
    await bringing(vic.id, { reason: `  ${'x'.repeat(500)}\n` });
    const { body } = await vic.client(me.audit);
    expect(body.items[0]?.reason).toBe('x'.repeat(500));
  });
});

describe('an import for somebody', () => {
  test('is theirs: they see it, its documents and its receipt, and take it back', async () => {
    const { status, body: report } = await bringing(vic.id, { label: 'Laptop' });
    expect(status).toBe(201);
    expect(report).toMatchObject({ dryRun: false, entities: { company: { created: 1 } } });
    const { body } = await vic.client(imports.list);
    expect(body.items).toMatchObject([{ id: report.id, actor: 'admin', label: 'Laptop', undoneAt: null }]);
    expect((await vic.client(imports.raw, { params: { id: report.id } })).body).toEqual(handoff);
    expect((await vic.client(accounts.list)).body.items.length).toBeGreaterThan(0);
    const actors = await sql('select distinct actor from revisions where user_id = $1', [vic.id]);
    expect(actors).toEqual([{ actor: 'admin' }]);
    const undone = await vic.client(imports.undo, { params: { id: report.id } });
    expect(undone.body).toMatchObject({ kept: [], failed: [] });
    expect((await vic.client(companies.list)).body.items).toEqual([]);
  });

  test('shows the admin the report and nothing else of theirs, by no endpoint', async () => {
    const { body: report } = await bringing(vic.id);
    const params = { id: report.id };
    const answers = [
      () => ada.client(imports.view, { params }),
      () => ada.client(imports.receipt, { params }),
      () => ada.client(imports.raw, { params }),
      () => ada.client(imports.undo, { params }),
    ];
    for (const answer of answers) expect((await refusal(answer())).code).toBe('not-found');
    expect((await ada.client(imports.list)).body.items).toEqual([]);
    expect((await ada.client(companies.list)).body.items).toEqual([]);
    const { body } = await vic.client(companies.list);
    const [company] = body.items;
    expect((await refusal(ada.client(companies.view, { params: { id: company?.id ?? '' } }))).code).toBe(
      'not-found',
    );
  });

  test('tells no name that they wrote, nor one of an earlier dump', async () => {
    const { client } = vic;
    await client(imports.create, { body: { dump: handoff } });
    const [account] = (await client(accounts.list)).body.items;
    const params = { id: account?.id ?? '' };
    await client(accounts.update, { params, ifMatch: '*', body: { name: 'Their own words' } });
    const { dashboard_overview: _, ...others } = handoff;
    const { target_accounts: __, ...mailsAlone } = others;
    for (const dump of [handoff, others, mailsAlone]) {
      const { body } = await bringing(vic.id, { dump }, { dryRun: true });
      expect(JSON.stringify(body)).not.toContain('Their own words');
      const told = body.documents?.filter(({ name }) => !JSON.stringify(dump).includes(name));
      expect(told).toEqual([]);
    }
  });

  test('leaves the admin themselves on the connection that carried it', async () => {
    await bringing(vic.id);
    const operations = [{ method: 'POST' as const, path: '/api/company', body: { name: 'Mine' } }];
    await ada.client(batch.create, { body: { operations } });
    expect((await ada.client(companies.list)).body.items).toMatchObject([{ name: 'Mine' }]);
    const owners = await sql(`select user_id from companies where name = 'Mine' and user_id = $1`, [ada.id]);
    expect(owners).toHaveLength(1);
    await bringing(vic.id, {}, { dryRun: true }); // Rolled back.
    await ada.client(batch.create, { body: { operations } });
    expect((await ada.client(companies.list)).body.items).toHaveLength(2);
  });

  test('works before they ever signed in, and their first sign-in finds it', async () => {
    const person = await unheardOf();
    await bringing(person.id);
    const [row] = await sql('select email, name, last_login_at from users where id = $1', [person.id]);
    expect(row).toEqual({ email: '', name: '', last_login_at: null });
    const { body } = await person.client(me.view);
    expect(body).toMatchObject({ id: person.id, email: person.email, name: 'New', role: 'user' });
    expect((await person.client(imports.list)).body.items).toMatchObject([{ actor: 'admin' }]);
  });

  test('before or after their own adds nothing twice', async () => {
    await bringing(vic.id);
    const own = await vic.client(imports.create, { body: { dump: handoff } });
    expect(own.body.entities.company).toMatchObject({ created: 0, unchanged: 1 });
    const again = await bringing(vic.id);
    expect(again.body.entities.account).toMatchObject({ created: 0, updated: 0 });
  });

  test('and their own at the same moment make each row once', async () => {
    const both = await Promise.all([
      bringing(vic.id),
      vic.client(imports.create, { body: { dump: handoff } }),
    ]);
    const created = both.map(({ body }) => body.entities.company.created);
    expect(created.sort()).toEqual([0, 1]);
  });

  test('is refused for somebody who erased themselves, and brings nothing back', async () => {
    const fresh = await server.token(vic.email);
    await createClient({ baseUrl: server.url, token: () => fresh })(me.erase);
    for (const query of [{}, { dryRun: true }]) {
      const problem = await refusal(bringing(vic.id, {}, query));
      expect(problem).toMatchObject({ status: 410, code: 'erased' });
    }
    expect(await sql('select from users where id = $1', [vic.id])).toEqual([]);
    expect(await sql('select from audit where person_id = $1', [vic.id])).toEqual([]);
  });

  test('of an admin for themselves is one act', async () => {
    await bringing(ada.id);
    const { body } = await ada.client(me.audit);
    expect(body.items).toMatchObject([{ adminId: ada.id, userId: ada.id, reason }]);
    expect((await ada.client(imports.list)).body.items).toMatchObject([{ actor: 'admin' }]);
  });

  test('under an id that is no UUID is a fault of the path', async () => {
    const reply = await ada.send('POST', '/api/admin/users/ada/imports', { body: { dump: {}, reason } });
    expect(problemOf(reply)).toMatchObject({
      code: 'malformed-request',
      errors: [{ in: 'path', pointer: '/id' }],
    });
  });
});

describe('a dry run', () => {
  test('says what the real one will, writes no document, and is written down', async () => {
    const dry = await bringing(vic.id, {}, { dryRun: true });
    expect(dry.status).toBe(200);
    expect((await vic.client(imports.list)).body.items).toEqual([]);
    expect((await vic.client(companies.list)).body.items).toEqual([]);
    const { body: audit } = await vic.client(me.audit);
    expect(audit.items).toMatchObject([
      { action: 'import-dry-run', adminId: ada.id, userId: vic.id, reason, importId: null },
    ]);
    const real = await bringing(vic.id);
    const { id: _dry, dryRun: _isDry, ...said } = dry.body;
    const { id: _real, dryRun: _isReal, ...done } = real.body;
    expect(said).toEqual(done);
  });

  test('makes no row for somebody who has never been here', async () => {
    const id = randomUUID();
    await bringing(id, {}, { dryRun: true });
    expect(await sql('select from users where id = $1', [id])).toEqual([]);
    const { body } = await ada.client(admin.audit, { query: { userId: id } });
    expect(body.items).toMatchObject([
      { action: 'import-dry-run', adminId: ada.id, userId: id, reason: null },
    ]);
  });
});

describe('an import that is refused', () => {
  test('after the person’s work was looked at is written down, too', async () => {
    const decisions = { attachAccounts: [{ accountId: randomUUID(), companyId: randomUUID() }] };
    const body = { dump: handoff, reason, decisions };
    const reply = await ada.send('POST', `/api/admin/users/${vic.id}/imports`, { body });
    expect(problemOf(reply).status).toBe(422);
    expect((await vic.client(imports.list)).body.items).toEqual([]);
    const acts = (await vic.client(me.audit)).body.items;
    expect(acts).toMatchObject([{ action: 'import-refused', adminId: ada.id, reason, importId: null }]);
  });
});

describe('an idempotency key', () => {
  test('is the admin’s: the same request again writes nothing and says what it said', async () => {
    const first = await bringing(vic.id, {}, {}, 'one');
    const again = await bringing(vic.id, {}, {}, 'one');
    expect(again.header('idempotent-replayed')).toBe('true');
    const { documents: _, ...said } = first.body; // Told once.
    expect(again.body).toEqual(said);
    expect((await vic.client(imports.list)).body.items).toHaveLength(1);
    expect((await vic.client(me.audit)).body.items).toHaveLength(1);
    const other = await refusal(bringing(randomUUID(), {}, {}, 'one'));
    expect(other.code).toBe('idempotency-key-reused');
  });

  test('stays free for the person, whose rows do not know it', async () => {
    await bringing(vic.id, {}, {}, 'two');
    const made = await vic.client(companies.create, { body: { name: 'Own' }, idempotencyKey: 'two' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Own' } });
    const [row] = await sql<{ count: string }>(
      `select count(*) from revisions where user_id = $1 and actor = 'admin' and idempotency_key is not null`,
      [vic.id],
    );
    expect(row?.count).toBe('0');
  });

  test('of two at the same moment lets one through', async () => {
    const both = await Promise.all([bringing(vic.id, {}, {}, 'three'), bringing(vic.id, {}, {}, 'three')]);
    expect(both[0]?.body.id).toBe(both[1]?.body.id);
    expect((await vic.client(imports.list)).body.items).toHaveLength(1);
  });

  test('is refused again once the role is gone, and once the person is', async () => {
    await bringing(vic.id, {}, {}, 'four');
    const fresh = await server.token(vic.email);
    await createClient({ baseUrl: server.url, token: () => fresh })(me.erase);
    expect((await refusal(bringing(vic.id, {}, {}, 'four'))).code).toBe('erased');
    await role(ada.id, 'user');
    expect((await refusal(bringing(vic.id, {}, {}, 'four'))).code).toBe('forbidden');
  });

  test('of a dry run stays free', async () => {
    await bringing(vic.id, {}, { dryRun: true }, 'five');
    expect((await bringing(vic.id, {}, {}, 'five')).status).toBe(201);
  });
});

describe('the record', () => {
  test('is the same act for the person and for admins, by person and by admin', async () => {
    const { body: report } = await bringing(vic.id);
    const mine = (await vic.client(me.audit)).body.items;
    expect(mine).toMatchObject([
      { action: 'import', adminId: ada.id, userId: vic.id, reason, importId: report.id, detail: {} },
    ]);
    for (const query of [{ userId: vic.id }, { adminId: ada.id }, { userId: vic.id, adminId: ada.id }]) {
      expect((await ada.client(admin.audit, { query })).body.items).toEqual(mine);
    }
    expect((await ada.client(admin.audit, { query: { userId: randomUUID() } })).body.items).toEqual([]);
    expect((await ada.client(me.audit)).body.items).toEqual([]);
  });

  test('has pages, and a cursor belongs to its list', async () => {
    for (let nth = 0; nth < 3; nth += 1) await bringing(vic.id, {}, { dryRun: true });
    const query = { adminId: ada.id, limit: 2 };
    const first = (await ada.client(admin.audit, { query })).body;
    const cursor = first.nextCursor ?? '';
    const second = (await ada.client(admin.audit, { query: { ...query, cursor } })).body;
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect((await refusal(ada.client(admin.audit, { query: { cursor } }))).code).toBe('bad-cursor');
    expect((await refusal(ada.client(admin.users, { query: { cursor } }))).code).toBe('bad-cursor');
    expect((await refusal(vic.client(me.audit, { query: { cursor } }))).code).toBe('bad-cursor');
  });

  test('of the admin outlives the person, without the reason', async () => {
    await bringing(vic.id);
    const fresh = await server.token(vic.email);
    await createClient({ baseUrl: server.url, token: () => fresh })(me.erase);
    const { body } = await ada.client(admin.audit, { query: { userId: vic.id } });
    expect(body.items).toMatchObject([{ adminId: ada.id, userId: vic.id, reason: null }]);
  });
});

describe('the list of people', () => {
  test('finds by id, address and name, and counts', async () => {
    await bringing(vic.id);
    for (const q of [vic.id, vic.email.toUpperCase(), vic.email.slice(3, 20)]) {
      const { body } = await ada.client(admin.users, { query: { q } });
      expect(body.items).toMatchObject([
        { id: vic.id, email: vic.email, role: 'user', counts: { companies: 1, imports: 1 } },
      ]);
      expect(JSON.stringify(body)).not.toContain('Mid SaaS');
    }
    expect((await ada.client(admin.users, { query: { q: '%' } })).body.items).toEqual([]);
  });

  test('holds everybody once, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const onward: { cursor?: string } = cursor === null ? {} : { cursor };
      const page = (await ada.client(admin.users, { query: { limit: 7, ...onward } })).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const all = await sql<{ id: string }>('select id from users order by created_at desc, id desc');
    expect(seen).toEqual(all.map(({ id }) => id));
  });
});
