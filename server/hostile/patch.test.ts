import { randomUUID } from 'node:crypto';
import { documentBytesMax } from '@blossomer/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Resource } from '../document/table.ts';
import { kindOf, kinds, newBody, newDocument } from './kinds.ts';
import { newPerson, type Person, problemOf } from './person.ts';
import { expectRefused, nothingIsWritten, type Refusal } from './rows.ts';

let server: TestServer;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  ben = await newPerson(server);
});
afterAll(() => server.stop());

const badPath = (pointer = '/0/path'): Refusal => ['bad-patch-path', 'body', pointer];
const testFailed: Refusal = ['patch-test-failed', 'body', '/0'];
const invalid = (pointer: string): Refusal => ['invalid', 'body', pointer];
const readOnly = (field: string): Refusal => ['read-only', 'body', `/${field}`];
const add = (path: string, value: unknown = 'x') => ({ op: 'add', path, value });

/** JSON patches, `$` standing for the pointer of a list of two texts. */
const operations: readonly [name: string, patch: unknown, refusal: Refusal][] = [
  ['removes what is not there', [{ op: 'remove', path: '/data/nothing' }], badPath()],
  ['replaces what is not there', [{ op: 'replace', path: '/data/nothing', value: 1 }], badPath()],
  ['tests what is not there', [{ op: 'test', path: '/data/nothing', value: null }], testFailed],
  ['adds below what is not there', [add('/data/nothing/below')], badPath()],
  ['adds below a text', [add('/name/0')], badPath()],
  ['adds below null', [add('/data/none', null), add('/data/none/a')], badPath('/1/path')],
  [
    'copies from what is not there',
    [{ op: 'copy', from: '/data/nothing', path: '/data/a' }],
    badPath('/0/from'),
  ],
  [
    'moves from what is not there',
    [{ op: 'move', from: '/data/nothing', path: '/data/a' }],
    badPath('/0/from'),
  ],
  ['copies below what is not there', [{ op: 'copy', from: '/name', path: '/data/nothing/a' }], badPath()],
  [
    'moves a thing into itself',
    [add('/data/a', {}), { op: 'move', from: '/data/a', path: '/data/a/b' }],
    badPath('/1/path'),
  ],
  ['removes the item after the last', [{ op: 'remove', path: '$/2' }], badPath()],
  ['removes "-"', [{ op: 'remove', path: '$/-' }], badPath()],
  ['replaces "-"', [{ op: 'replace', path: '$/-', value: 'x' }], badPath()],
  ['tests "-"', [{ op: 'test', path: '$/-', value: 'two' }], testFailed],
  ['adds beyond the end', [add('$/3')], badPath()],
  ['adds far beyond the end', [add('$/2147483648')], badPath()],
  ['adds at 2^32', [add('$/4294967296')], badPath()],
  ['adds at a text', [add('$/x')], badPath()],
  ['adds at "length"', [add('$/length', 0)], badPath()],
  ['adds at -1', [add('$/-1')], badPath()],
  ['adds at 1e0', [add('$/1e0')], badPath()],
  ['adds at 0.0', [add('$/0.0')], badPath()],
  ['adds at 00', [add('$/00')], badPath()],
  ['tests at 01', [{ op: 'test', path: '$/01', value: 'two' }], testFailed],
  ['adds at nothing', [add('$/')], badPath()],
  ['copies to a text', [{ op: 'copy', from: '$/0', path: '$/x' }], badPath()],
  ['copies beyond the end', [{ op: 'copy', from: '$/0', path: '$/3' }], badPath()],
  ['moves beyond the end', [{ op: 'move', from: '$/0', path: '$/2' }], badPath()],
  ['moves from "-"', [{ op: 'move', from: '$/-', path: '/data/a' }], badPath('/0/from')],
  ['removes the whole', [{ op: 'remove', path: '' }], badPath()],
  ['replaces the whole', [{ op: 'replace', path: '', value: { name: 'A' } }], badPath()],
  ['moves the whole', [{ op: 'move', from: '', path: '/data/a' }], badPath('/0/from')],
  ['writes __proto__', [add('/__proto__/polluted')], badPath()],
  ['writes __proto__ below', [add('/data/__proto__', {})], badPath()],
  ['writes a constructor', [add('/data/constructor/prototype/polluted')], badPath()],
  ['copies a constructor', [{ op: 'copy', from: '/data/constructor', path: '/data/a' }], badPath('/0/from')],
  ['removes what every object inherits', [{ op: 'remove', path: '/data/toString' }], badPath()],
  ['replaces what every object inherits', [{ op: 'replace', path: '/data/valueOf', value: 1 }], badPath()],
  [
    'moves what every object inherits',
    [{ op: 'move', from: '/data/toString', path: '/data/a' }],
    badPath('/0/from'),
  ],
  ['copies what every list inherits', [{ op: 'copy', from: '$/map', path: '/data/a' }], badPath('/0/from')],
  [
    'fails at its last operation',
    [add('/name', 'B'), add('/data/a', 1), { op: 'remove', path: '/b' }],
    badPath('/2/path'),
  ],
  ['changes the id', [{ op: 'replace', path: '/id', value: randomUUID() }], readOnly('id')],
  ['removes the id', [{ op: 'remove', path: '/id' }], readOnly('id')],
  ['changes the version', [{ op: 'replace', path: '/version', value: 9 }], readOnly('version')],
  [
    'changes createdAt',
    [{ op: 'replace', path: '/createdAt', value: '2020-01-01T00:00:00Z' }],
    readOnly('createdAt'),
  ],
  ['removes updatedAt', [{ op: 'remove', path: '/updatedAt' }], readOnly('updatedAt')],
  ['adds a field at the top', [add('/colour')], invalid('/colour')],
  ['removes the name', [{ op: 'remove', path: '/name' }], invalid('/name')],
  ['makes the name a number', [{ op: 'replace', path: '/name', value: 5 }], invalid('/name')],
  ['makes a text a number', [add('$/-', 5)], invalid('$/2')],
  ['leaves no document', [{ op: 'replace', path: '/data', value: 'text' }], invalid('/data')],
  ['is an object', { name: 'A' }, invalid('')],
  ['is an operation without a list', { op: 'add', path: '/name', value: 'A' }, invalid('')],
  ['is text', '"name"', invalid('')],
  ['has an operation that is none', [{ op: 'replace-all', path: '/name' }], invalid('/0/op')],
  ['has no operation in it', [add('/name', 'A'), {}], invalid('/1/op')],
  ['has null among its operations', [null], invalid('/0')],
  ['has no path', [{ op: 'remove' }], invalid('/0/path')],
  ['has a path that is no pointer', [{ op: 'remove', path: 'name' }], invalid('/0/path')],
  ['has a path with a bad escape', [{ op: 'remove', path: '/data/a~2' }], invalid('/0/path')],
  ['has no value', [{ op: 'add', path: '/data/a' }], invalid('/0/value')],
  ['has no from', [{ op: 'move', path: '/data/a' }], invalid('/0/from')],
  ['has 1,001 operations', Array(1001).fill({ op: 'test', path: '/name', value: 'A' }), invalid('')],
];

const merges: readonly [name: string, patch: unknown, refusal: Refusal][] = [
  ['changes the id', { id: randomUUID() }, readOnly('id')],
  ['removes the id', { id: null }, readOnly('id')],
  ['changes the version', { version: 9 }, readOnly('version')],
  ['changes updatedAt', { updatedAt: '2020-01-01T00:00:00Z' }, readOnly('updatedAt')],
  ['adds a field at the top', { colour: 'red' }, invalid('/colour')],
  ['removes the name', { name: null }, invalid('/name')],
  ['makes the name a list', { name: ['A'] }, invalid('/name')],
  ['makes the name too long', { name: 'n'.repeat(300) }, invalid('/name')],
  ['makes the document a text', { data: 'text' }, invalid('/data')],
  ['makes the document a list', { data: [1] }, invalid('/data')],
  ['raises the schema version', { data: { schemaVersion: 2 } }, invalid('/data/schemaVersion')],
  ['is a list', [{ name: 'A' }], invalid('')],
  ['is an empty list', [], invalid('')],
  ['is null', 'null', invalid('')],
  ['is text', '"name"', invalid('')],
];

describe.each(kinds)('a patch of a $kind', (kind) => {
  let stored: Resource;
  let bens: Resource;
  nothingIsWritten(
    () => server,
    async () => {
      await renew();
      bens = await newDocument(ben, kind);
    },
  );
  async function renew() {
    const list = kind.textList.split('/').at(-1) ?? '';
    const body = await newBody(ann, kind);
    stored = await newDocument(ann, kind, { ...body, data: { ...kind.data, [list]: ['one', 'two'] } });
  }
  const here = (pointer: string) => pointer.replace('$', kind.textList);
  async function send(type: string, patch: unknown, ifMatch = '"1"') {
    const reply = await ann.send('PATCH', `${kind.path}/${stored.id}`, {
      body: (typeof patch === 'string' ? patch : JSON.stringify(patch)).replaceAll('"$', `"${kind.textList}`),
      headers: { 'content-type': `application/${type}+json`, 'if-match': ifMatch },
    });
    if (reply.status < 400) await renew(); // Wrong, and the next test is about something else.
    return reply;
  }

  // The list of a campaign is one that its document does not know: anything may stand in it.
  const known = operations.filter(([name]) => kind.kind !== 'campaign' || name !== 'makes a text a number');

  test.each(known)('that %s is refused', async (_name, patch, [code, place, pointer]) => {
    for (const ifMatch of ['"1"', '*']) {
      expectRefused(await send('json-patch', patch, ifMatch), [code, place, here(pointer)]);
    }
  });

  test.each(merges)('by merge that %s is refused', async (_name, patch, refusal) => {
    expectRefused(await send('merge-patch', patch), refusal);
  });

  test('never moves it to another parent, save an account to another company', async () => {
    for (const parent of Object.keys(kind.parents)) {
      const code = kind.kind === 'account' ? 'unknown-parent' : 'read-only';
      const refusal: Refusal = [code, 'body', `/${parent}`];
      for (const id of [bens[parent], randomUUID()]) {
        expectRefused(await send('merge-patch', { [parent]: id }), refusal);
        expectRefused(await send('json-patch', [{ op: 'replace', path: `/${parent}`, value: id }]), refusal);
      }
      expectRefused(await send('merge-patch', { [parent]: 'x' }), invalid(`/${parent}`));
    }
  });

  test('does not reach prototypes', () => {
    expect('polluted' in {}).toBe(false);
  });
});

describe('a patch that makes much of little', () => {
  const kind = kindOf('company');
  let stored: Resource;
  beforeEach(async () => {
    stored = await newDocument(ann, kind, { data: { a: { text: 'x'.repeat(1000) } } });
  });
  afterEach(async () => {
    const reply = await ann.send('HEAD', `${kind.path}/${stored.id}`);
    expect(reply.headers.etag).toBe(`"${stored.version}"`);
  });
  const send = (patch: unknown) =>
    ann.send('PATCH', `${kind.path}/${stored.id}`, {
      body: JSON.stringify(patch),
      headers: { 'content-type': 'application/json-patch+json', 'if-match': '"1"' },
    });
  const deep = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as unknown;

  test('by doubling it twelve times is refused before it is stored', async () => {
    const double = (index: number) => ({ op: 'copy', from: '/data', path: `/data/b${index}` });
    expectRefused(await send(Array.from({ length: 12 }, (_, index) => double(index))), [
      'too-large',
      'body',
      '/data',
    ]);
  });

  test('by nesting it deeper than a body may be is refused', async () => {
    const path = `/data/b${'/a'.repeat(58)}`;
    expectRefused(await send([add('/data/b', deep(60)), add(path, deep(60))]), invalid('/data'));
  });

  test('by nesting it so deep that PostgreSQL could not read it is refused', async () => {
    const level = (index: number) => add(`/data/b${'/a'.repeat(60 * index)}`, deep(60));
    expectRefused(await send(Array.from({ length: 110 }, (_, index) => level(index))), invalid('/data'));
  });

  test('that makes it larger than a body may be is refused', async () => {
    const half = { text: 'x'.repeat(documentBytesMax / 2) };
    const edit = await ann.client(kind.endpoints.update, {
      params: { id: stored.id },
      ifMatch: 1,
      body: { data: { half } },
    });
    const reply = await ann.send('PATCH', `${kind.path}/${stored.id}`, {
      body: JSON.stringify({ data: { other: half } }),
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"2"' },
    });
    stored = edit.body as Resource;
    expectRefused(reply, ['too-large', 'body', '/data']);
  });

  test.each([`/data/${'x'.repeat(500_000)}/y`, '/a'.repeat(250_000), `/data/${'~1'.repeat(250_000)}`])(
    'with a path of half a megabyte is refused in few words',
    async (path) => {
      const reply = await send([{ op: 'remove', path }]);
      expect(problemOf(reply).code).toBe('bad-patch-path');
      expect(reply.text.length).toBeLessThan(10_000);
    },
  );
});
