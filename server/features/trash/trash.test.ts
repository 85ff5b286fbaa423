import { randomUUID } from 'node:crypto';
import { campaigns, companies, type ImportReport, imports, trash } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { kindOf, kinds, newDocument, view } from '../../hostile/kinds.ts';
import { newPerson, type Person, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const company = kindOf('company');
const account = kindOf('account');
const persona = kindOf('persona');

async function remove(kind: (typeof kinds)[number], id: string): Promise<string> {
  const answer = await ann.client(kind.endpoints.remove, { params: { id } });
  return answer.header('trash-id') ?? '';
}
const restore = (id: string) => ann.client(trash.restore, { params: { id } });
const entries = async () => (await ann.client(trash.list)).body.items;

describe.each(kinds)('a deleted $kind', (kind) => {
  test('is in the trash, and restored it is what it was, but for its version', async () => {
    const before = await newDocument(ann, kind);
    const entry = await remove(kind, before.id);
    expect(await entries()).toMatchObject([
      { id: entry, kind: kind.kind, entityId: before.id, name: before.name, holds: { [kind.kind]: 1 } },
    ]);
    const { body } = await restore(entry);
    expect(body).toMatchObject({ kind: kind.kind, id: before.id, holds: { [kind.kind]: 1 } });
    const after = await view(ann, kind, before.id);
    // Version 1 lived, 2 is what came back: no ETag names two contents.
    expect(after).toEqual({ ...before, version: 2, updatedAt: after.updatedAt });
    expect(await entries()).toEqual([]);
  });
});

test('a company comes back with everything that was below it, and nothing else', async () => {
  const { campaign, companyId } = await wholeTree();
  const others = await newDocument(ann, company);
  const rows = await documentsOf(ann);
  const entry = await remove(company, companyId);
  expect(await documentsOf(ann)).toEqual(rows.filter((row) => row.includes(others.id)));
  expect((await entries())[0]?.holds).toEqual({ company: 1, account: 1, persona: 1, campaign: 1 });
  expect((await restore(entry)).body.holds).toEqual({ company: 1, account: 1, persona: 1, campaign: 1 });
  expect(await documentsOf(ann)).toEqual(rows);
  expect((await view(ann, kindOf('campaign'), campaign.id)).data).toEqual(campaign.data);
});

test('what was deleted before its parent stays deleted when the parent comes back', async () => {
  const { personaId, companyId } = await wholeTree();
  const persons = await remove(persona, personaId);
  const all = await remove(company, companyId);
  const problem = await refusal(restore(persons));
  expect(problem).toMatchObject({ status: 409, code: 'parent-gone' });
  expect(problem.detail).toMatch(/account .* is in the trash, too: restore "/);
  expect((await restore(all)).body.holds).toEqual({ company: 1, account: 1, persona: 0, campaign: 0 });
  expect((await restore(persons)).body.holds).toEqual({ company: 0, account: 0, persona: 1, campaign: 1 });
});

test('without its parent anywhere it cannot come back, and stays in the trash', async () => {
  const { personaId, companyId } = await wholeTree();
  const persons = await remove(persona, personaId);
  await ann.client(trash.purge, { params: { id: await remove(company, companyId) } });
  const problem = await refusal(restore(persons));
  expect(problem).toMatchObject({ status: 409, code: 'parent-gone' });
  expect(problem.detail).toContain('deleted for good');
  expect(await entries()).toHaveLength(1);
});

test('an id that lives again is not overwritten', async () => {
  const body = { id: randomUUID(), name: 'First' };
  await ann.client(companies.create, { body });
  const entry = await remove(company, body.id);
  await ann.client(companies.create, { body: { ...body, name: 'Second' } });
  expect(await refusal(restore(entry))).toMatchObject({ status: 409, code: 'id-taken' });
  expect((await view(ann, company, body.id)).name).toBe('Second');
  await remove(company, body.id);
  await restore(entry);
  expect(await view(ann, company, body.id)).toMatchObject({ name: 'First', version: 3 });
});

test('ten who restore one entry at once restore it once', async () => {
  const { companyId } = await wholeTree();
  const entry = await remove(company, companyId);
  const done = await Promise.allSettled(Array.from({ length: 10 }, () => restore(entry)));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of done) if (each.status === 'rejected') expect(each.reason.problem.status).toBe(404);
});

test('a delete and a create below at the same moment leave no orphan', async () => {
  for (let round = 0; round < 10; round += 1) {
    const parent = await newDocument(ann, company);
    await Promise.allSettled([
      remove(company, parent.id),
      ann.client(account.endpoints.create, { body: { name: 'Late', companyId: parent.id } }),
    ]);
    const [entry] = await entries();
    const { body } = await restore(entry?.id ?? '');
    expect(body.id).toBe(parent.id);
  }
});

test('purged it is gone for good, from the history, too; the version still goes on', async () => {
  const secret = `secret-${randomUUID()}`;
  const body = { id: randomUUID(), name: 'Acme', data: { description: secret } };
  await ann.client(companies.create, { body });
  const params = { id: body.id };
  await ann.client(companies.update, { params, ifMatch: 1, body: { data: { description: 'harmless' } } });
  const entry = await remove(company, body.id);
  expect(await occurrences(secret)).toBeGreaterThan(0);
  expect((await ann.client(trash.purge, { params: { id: entry } })).status).toBe(204);
  expect(await occurrences(secret)).toBe(0);
  expect(await refusal(restore(entry))).toMatchObject({ status: 404 });
  const again = await ann.client(companies.create, { body: { ...body, data: {} } });
  expect(again.version).toBe(3);
});

test('emptied, the trash holds nothing, and what lives stays with its history', async () => {
  const kept = await newDocument(ann, company);
  await ann.client(companies.update, { params: { id: kept.id }, ifMatch: 1, body: { name: 'Kept' } });
  for (let index = 0; index < 3; index += 1) await remove(company, (await newDocument(ann, company)).id);
  await ann.client(trash.empty);
  expect(await entries()).toEqual([]);
  const stale = ann.client(companies.update, { params: { id: kept.id }, ifMatch: 1, body: { name: 'x' } });
  expect(await refusal(stale)).toMatchObject({ code: 'stale-version', changed: ['/name'] });
});

test('pages give each entry once, the last deleted first', async () => {
  const made: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    made.unshift(await remove(company, (await newDocument(ann, company)).id));
  }
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = cursor ? { limit: 2, cursor } : { limit: 2 };
    const { body } = await ann.client(trash.list, { query });
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor);
  expect(seen).toEqual(made);
});

describe('an import', () => {
  const dump = {
    dashboard_overview: JSON.stringify({
      companyName: 'Acme',
      companyUrl: 'https://acme.test',
      _input_url: 'https://acme.test',
      description: 'Clouds.',
    }),
  };
  const importing = async (): Promise<ImportReport> =>
    (await ann.client(imports.create, { body: { dump } })).body;

  test('leaves alone what is in the trash, says so, and takes it up again once it is restored', async () => {
    const first = await importing();
    const [made] = (await ann.client(companies.list)).body.items;
    const entry = await remove(company, made?.id ?? '');
    const second = await importing();
    expect(second.entities.company).toMatchObject({ created: 0, unchanged: 1 });
    expect(second.findings).toContainEqual(
      expect.objectContaining({ code: 'in-trash', entity: { kind: 'company', id: made?.id } }),
    );
    expect(second.totals.leaves).toBe(first.totals.leaves);
    expect(second.totals.classes.stored ?? 0).toBe(0);
    const { stored = 0, 'equal-merged': merged = 0, escaped = 0 } = first.totals.classes;
    expect(second.totals.classes.quarantined).toBe(stored + merged + escaped);
    expect((await ann.client(companies.list)).body.items).toEqual([]);
    await restore(entry);
    expect((await importing()).totals.classes).toEqual(first.totals.classes);
  });
});

async function wholeTree() {
  const campaign = await newDocument(ann, kindOf('campaign'));
  const { body: all } = await ann.client(companies.list);
  const { body } = await ann.client(campaigns.view, { params: { id: campaign.id } });
  return { campaign, personaId: body.personaId, companyId: all.items[0]?.id ?? '' };
}

/** As the superuser sees them, without what a restore renews. */
function documentsOf({ email }: Person): Promise<string[]> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const tables = kinds.map(
      ({ table }) => `select (to_jsonb(it) - array['version', 'updated_at'])::text as row from ${table} it
        where user_id = (select id from users where email = $1)`,
    );
    const { rows } = await client.query<{ row: string }>(`${tables.join(' union all ')} order by row`, [
      email,
    ]);
    return rows.map(({ row }) => row);
  });
}

/** Rows of any table that hold a text. */
function occurrences(text: string): Promise<number> {
  return asSuperuser(server.databases.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    const counts = rows.map(({ name }) => `select count(*) from ${name} it where it::text like $1`);
    const found = await client.query(`select sum(count) from (${counts.join(' union all ')}) each`, [
      `%${text}%`,
    ]);
    return Number(found.rows[0].sum);
  });
}
