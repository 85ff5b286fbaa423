import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Resource } from '../document/table.ts';
import { kinds, newBody } from './kinds.ts';
import { newPerson, type Person, problemOf, type Sent } from './person.ts';
import { expectRefused, nothingIsWritten } from './rows.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

describe.each(kinds)('If-Match for a $kind', (kind) => {
  let writes: [method: string, sent: Sent][];
  let address: string;
  nothingIsWritten(
    () => server,
    async () => {
      const body = await newBody(ann, kind);
      const { body: stored } = await ann.client(kind.endpoints.create, { body });
      address = `${kind.path}/${(stored as Resource).id}`;
      const merge = { 'content-type': 'application/merge-patch+json' };
      writes = [
        ['PUT', { body: { ...body, name: 'Changed' } }],
        ['PATCH', { body: { name: 'Changed' }, headers: merge }],
        ['DELETE', {}],
      ];
    },
  );
  const send = (method: string, sent: Sent, ifMatch: string) =>
    ann.send(method, address, {
      ...sent,
      headers: { 'content-type': 'application/json', ...sent.headers, 'if-match': ifMatch },
    });

  test.each([
    ...[
      'abc',
      '1',
      '',
      ' ',
      '"1',
      '1"',
      '"a"',
      '"-1"',
      '"1.0"',
      '"1e0"',
      '""',
      "'1'",
      '"1";"2"',
      '"1" "2"',
      '"1",',
      '*, "1"',
    ],
    ...['W/"1"', 'w/"1"', '"1", W/"2"', '"١"', '**', `"${'1'.repeat(30)}"`, Array(21).fill('"1"').join(', ')],
  ])('that is no ETag of ours is refused: %s', async (ifMatch) => {
    const sent = Buffer.from(ifMatch, 'utf8').toString('latin1');
    for (const [method, parts] of writes) {
      expectRefused(await send(method, parts, sent), ['malformed-request', 'header', '/If-Match']);
    }
  });

  test.each(['"2"', '"0"', '"3", "2"', '"2147483647"', '"2147483648"', '"9999999999"'])(
    'that names another version is stale: %s',
    async (ifMatch) => {
      for (const [method, parts] of writes) {
        const reply = await send(method, parts, ifMatch);
        expect([method, reply.status, reply.headers.etag]).toEqual([method, 412, '"1"']);
        expect(problemOf(reply)).toMatchObject({ code: 'stale-version', currentVersion: 1, changed: [''] });
      }
    },
  );

  test('must be there: no PUT or PATCH without a version takes back what another tab wrote', async () => {
    for (const [method, parts] of writes.slice(0, 2)) {
      expectRefused(await ann.send(method, address, parts), ['precondition-required', 'header', '/If-Match']);
    }
  });
});
