import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { kinds, newDocument, newParents } from '../hostile/kinds.ts';
import { newPerson, type Person } from '../hostile/person.ts';
import { expectRefused } from '../hostile/rows.ts';

let server: TestServer;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  ben = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('a cursor of the list of every $kind', (kind) => {
  const sort = kind.kind === 'account' || kind.kind === 'persona' ? 'priority' : 'updatedAt';
  const cursors: Record<string, string> = {};
  let filter: string;

  beforeAll(async () => {
    const parents = await newParents(ann, kind);
    filter = Object.entries(parents).map(([field, id]) => `${field}=${id}`)[0] ?? 'q=some';
    for (let count = 0; count < 3; count += 1) {
      await newDocument(ann, kind, parents);
      await newDocument(ben, kind);
    }
    for (const query of ['', `sort=${sort}`, 'sort=name', filter, 'q=some+more']) {
      const reply = await ann.send('GET', `${kind.path}?limit=1&${query}`);
      cursors[query] = String((JSON.parse(reply.text) as { nextCursor: string | null }).nextCursor);
    }
  });

  const list = (person: Person, query: string, cursor = '', path = kind.path) =>
    person.send('GET', `${path}?${query}&cursor=${encodeURIComponent(cursor)}`);
  const expectBad = async (reply: ReturnType<typeof list>) =>
    expectRefused(await reply, ['bad-cursor', 'query', '/cursor']);

  test('goes on where the page ended', async () => {
    for (const query of ['', `sort=${sort}`, 'sort=name', filter]) {
      expect((await list(ann, query, cursors[query])).status).toBe(200);
    }
  });

  test('may name the default sort or leave it out', async () => {
    expect((await list(ann, 'sort=-createdAt', cursors[''])).status).toBe(200);
  });

  test('is nobody else’s', () => expectBad(list(ben, '', cursors[''])));

  test('is of no other list', async () => {
    for (const { path } of kinds) if (path !== kind.path) await expectBad(list(ann, '', cursors[''], path));
  });

  test('is of no other sort, not even the other direction', async () => {
    for (const other of ['createdAt', 'name', '-name', sort]) {
      await expectBad(list(ann, `sort=${other}`, cursors['']));
    }
    await expectBad(list(ann, 'sort=-name', cursors['sort=name']));
  });

  test('is of no other filter or search', async () => {
    await expectBad(list(ann, filter, cursors['']));
    await expectBad(list(ann, '', cursors[filter]));
    await expectBad(list(ann, 'q=some', cursors['q=some+more']));
  });

  test.each(['x', 'null', '!!!', 'W10', 'bnVsbA', 'e30', 'ä', 'a.b', 'WyIiLCIiLCIiXQ', '%00', '1', '-'])(
    'is not made up: %s',
    (cursor) => expectBad(list(ann, '', cursor)),
  );

  const forgeries: readonly [name: string, query: string, change: (parts: string[]) => unknown[]][] = [
    ['a day that is none', '', ([mark, , id]) => [mark, '2026-02-31 00:00:00+00', id]],
    ['a month that is none', '', ([mark, , id]) => [mark, '2026-13-01 00:00:00+00', id]],
    ['an hour that is none', '', ([mark, , id]) => [mark, '2026-01-01 25:61:61+00', id]],
    ['a year beyond all', '', ([mark, , id]) => [mark, '999999-01-01 00:00:00+00', id]],
    ['a time that is text', '', ([mark, , id]) => [mark, 'now', id]],
    ['an id that is none', '', ([mark, key]) => [mark, key, 'x']],
    ['NUL in a name', 'sort=name', ([mark, , id]) => [mark, 'a\0b', id]],
    ['half a character in a name', 'sort=name', ([mark, , id]) => [mark, '\ud83c', id]],
    ['a name beyond all', 'sort=name', ([mark, , id]) => [mark, 'n'.repeat(401), id]],
    ['a rank that is text', `sort=${sort}`, ([mark, , id]) => [mark, '1 or 1=1', id]],
    ['a rank beyond all', `sort=${sort}`, ([mark, , id]) => [mark, '99999', id]],
    ['a number for a key', '', ([mark, , id]) => [mark, 1, id]],
    ['too little', '', ([mark, key]) => [mark, key]],
    ['too much', '', ([mark, key, id]) => [mark, key, id, id]],
    ['an object', '', ([mark, key, id]) => [{ mark }, key, id]],
  ];
  test.each(forgeries)('is not changed to have %s', async (_name, query, change) => {
    const parts = JSON.parse(Buffer.from(cursors[query] ?? '', 'base64url').toString()) as string[];
    const forged = Buffer.from(JSON.stringify(change(parts))).toString('base64url');
    await expectBad(list(ann, query, forged));
  });
});
