import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kindOf, kinds, newBody, newDocument, view } from '../hostile/kinds.ts';
import { newPerson, type Person, problemOf, refusal } from '../hostile/person.ts';
import type { Resource } from './table.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('deleting a $kind', (kind) => {
  const remove = (id: string, ifMatch?: number | '*') =>
    ann.client(kind.endpoints.remove, { params: { id }, ...(ifMatch === undefined ? {} : { ifMatch }) });

  test.each([undefined, 1, '*'] as const)(
    'answers 204 and leaves nothing (If-Match: %s)',
    async (ifMatch) => {
      const { id } = await newDocument(ann, kind);
      const answer = await remove(id, ifMatch);
      expect([answer.status, answer.body]).toEqual([204, undefined]);
      expect((await refusal(view(ann, kind, id))).status).toBe(404);
      expect((await refusal(remove(id, ifMatch))).status).toBe(404);
    },
  );

  test('at another version is refused, and it stays', async () => {
    const stored = await newDocument(ann, kind);
    const problem = await refusal(remove(stored.id, 2));
    expect(problem).toMatchObject({ status: 412, code: 'stale-version', currentVersion: 1, changed: [''] });
    expect(await view(ann, kind, stored.id)).toEqual(stored);
  });

  test('that is somebody else’s deletes nothing and says what it says of nothing', async () => {
    const ben = await newPerson(server);
    const stored = await newDocument(ann, kind);
    const replies = [stored.id, randomUUID()].map((id) =>
      ben.send('DELETE', `${kind.path}/${id}`, { headers: { 'if-match': '"1"' } }),
    );
    const [theirs, nothing] = (await Promise.all(replies)).map(problemOf);
    expect({ ...theirs, requestId: '' }).toEqual({ ...nothing, requestId: '' });
    expect(await view(ann, kind, stored.id)).toEqual(stored);
  });

  test('frees the id, and its version goes on above every one that it had', async () => {
    const body = await newBody(ann, kind, { id: randomUUID() });
    const params = { id: String(body.id) };
    await ann.client(kind.endpoints.create, { body });
    await ann.client(kind.endpoints.update, { params, ifMatch: 1, body: { name: 'Two' } });
    await remove(params.id, 2);
    const again = await ann.client(kind.endpoints.create, { body });
    expect([again.status, again.version]).toEqual([201, 3]);
    expect(again.body).toMatchObject({ ...body, version: 3 });
    const old = await ann.send('GET', `${kind.path}/${params.id}`, {
      headers: { 'if-none-match': '"1", "2"' },
    });
    expect(old.status).toBe(200);
    await remove(params.id);
    expect((await ann.client(kind.endpoints.create, { body })).version).toBe(4);
  });

  test('is one revision, which keeps the whole of it', async () => {
    const stored = await newDocument(ann, kind);
    await remove(stored.id);
    const revisions = await asSuperuser(server.databases.superuserUrl, async (client) => {
      const text = 'select op, version, actor, undo from revisions where id = $1 order by seq';
      return (await client.query<Record<string, unknown>>(text, [stored.id])).rows;
    });
    const {
      id: _id,
      data,
      version: _version,
      updatedAt: _updatedAt,
      createdAt: _createdAt,
      ...columns
    } = stored;
    expect(revisions).toEqual([
      { op: 'insert', version: 1, actor: 'person', undo: null },
      {
        op: 'delete',
        version: 1,
        actor: 'person',
        undo: { data, columns: expect.objectContaining(columns) },
      },
    ]);
  });
});

describe('deleting takes along what is below, and only that', () => {
  async function family() {
    const company = await newDocument(ann, kindOf('company'));
    const account = await newDocument(ann, kindOf('account'), { companyId: company.id });
    const persona = await newDocument(ann, kindOf('persona'), { accountId: account.id });
    const parts = { accountId: account.id, personaId: persona.id };
    const campaign = await newDocument(ann, kindOf('campaign'), parts);
    return [company, account, persona, campaign];
  }

  test.each(kinds.map((kind, index) => ({ ...kind, index })))('a $kind', async ({ endpoints, index }) => {
    const [mine, other] = [await family(), await family()];
    const gone = (document: Resource | undefined, at: number) =>
      view(ann, kinds[at] ?? kindOf('company'), document?.id ?? '').then(
        () => false,
        () => true,
      );
    await ann.client(endpoints.remove, { params: { id: mine[index]?.id } });
    expect(await Promise.all(mine.map(gone))).toEqual(mine.map((_, at) => at >= index));
    expect(await Promise.all(other.map(gone))).toEqual(other.map(() => false));
  });

  test('and writes a revision for each', async () => {
    const documents = await family();
    await ann.client(kindOf('company').endpoints.remove, { params: { id: documents[0]?.id } });
    const ops = await asSuperuser(server.databases.superuserUrl, async (client) => {
      const text = `select kind, op from revisions where id = any($1) and op = 'delete' order by kind`;
      return (await client.query(text, [documents.map(({ id }) => id)])).rows;
    });
    expect(ops.map(({ kind }: { kind: string }) => kind)).toEqual([
      'account',
      'campaign',
      'company',
      'persona',
    ]);
  });
});
