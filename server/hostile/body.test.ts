import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { documentBytesMax, importBytesMax } from '@blossomer/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Resource } from '../document/table.ts';
import { kindOf, kinds, newBody, newDocument, newParents } from './kinds.ts';
import { newPerson, type Person, problemOf, type Sent } from './person.ts';
import { expectRefused, nothingIsWritten, type Refusal } from './rows.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const malformed: Refusal = ['malformed-json', 'body', ''];
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** Bytes in place of a document: what is wrong with them, and what the answer must say. */
const texts: readonly [name: string, body: string | Uint8Array, refusal: Refusal][] = [
  ['nothing', '', malformed],
  ['white space', ' \n\t ', malformed],
  ['half an object', '{"name": "A"', malformed],
  ['a trailing comma', '{"name": "A",}', malformed],
  ['a comment', '{"name": "A" /* B */}', malformed],
  ['single quotes', `{'name': 'A'}`, malformed],
  ['two values', '{"name": "A"} {}', malformed],
  ['NaN', '{"data": {"a": NaN}}', malformed],
  ['a number that begins with zero', '{"data": {"a": 01}}', malformed],
  ['a raw line break in a text', '{"name": "A\nB"}', malformed],
  ['a byte order mark', '\ufeff{"name": "A"}', malformed],
  ['bytes that are not UTF-8', Buffer.from('{"name": "\xff\xfe"}', 'latin1'), malformed],
  ['an overlong encoding', Buffer.from('{"name": "\xc0\xaf"}', 'latin1'), malformed],
  ['a surrogate written in UTF-8', Buffer.from('{"name": "\xed\xa0\x80"}', 'latin1'), malformed],
  ['UTF-16', Buffer.from('{"name": "A"}', 'utf16le'), malformed],
  [
    'depth over 64',
    `{"data": {"a": ${nested(63)}}}`,
    ['malformed-json', 'body', `/data/a${'/0'.repeat(62)}`],
  ],
  ['depth of 100,000', nested(100_000), ['malformed-json', 'body', '/0'.repeat(64)]],
  ['a key twice', '{"name": "A", "name": "B"}', ['malformed-json', 'body', '/name']],
  [
    'a key twice, spelled differently',
    '{"data": {"ab": 1, "\\u0061b": 2}}',
    ['malformed-json', 'body', '/data/ab'],
  ],
  ['__proto__', '{"data": {"__proto__": {"a": 1}}}', ['malformed-json', 'body', '/data/__proto__']],
  ['__proto__ at the top', '{"__proto__": {"name": "A"}}', ['malformed-json', 'body', '/__proto__']],
  ['an escaped __proto__', '{"data": {"\\u005f_proto__": 1}}', ['malformed-json', 'body', '/data/__proto__']],
  ['constructor', '{"data": {"a": {"constructor": {}}}}', ['malformed-json', 'body', '/data/a/constructor']],
  ['prototype', '{"data": {"prototype": 1}}', ['malformed-json', 'body', '/data/prototype']],
  ['NUL in a text', '{"name": "A\\u0000B"}', ['malformed-json', 'body', '/name']],
  ['NUL in a key', '{"data": {"a\\u0000": 1}}', ['malformed-json', 'body', '/data/a\0']],
  ['half a character in a text', '{"data": {"a": ["\\ud83c"]}}', ['malformed-json', 'body', '/data/a/0']],
  ['the other half in a text', '{"name": "\\udf89\\ud83c"}', ['malformed-json', 'body', '/name']],
  ['half a character in a key', '{"data": {"\\udf89": 1}}', ['malformed-json', 'body', '/data/\udf89']],
  ['2^53 + 1', '{"data": {"a": 9007199254740993}}', ['malformed-json', 'body', '/data/a']],
  ['1e400', '{"data": {"a": 1e400}}', ['malformed-json', 'body', '/data/a']],
  ['1e-400', '{"data": {"a": [1e-400]}}', ['malformed-json', 'body', '/data/a/0']],
  [
    'thirty digits',
    '{"data": {"a": 0.123456789012345678901234567890}}',
    ['malformed-json', 'body', '/data/a'],
  ],
  ['minus zero', '{"data": {"a": -0}}', ['malformed-json', 'body', '/data/a']],
];

const mediaTypes: readonly [name: string, headers: Record<string, string>, pointer: string][] = [
  ['no media type', { 'content-type': '' }, '/Content-Type'],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, '/Content-Type'],
  ['plain text', { 'content-type': 'text/plain' }, '/Content-Type'],
  ['a media type that is none', { 'content-type': '}{' }, '/Content-Type'],
  ['a media type that only begins like it', { 'content-type': 'application/json5' }, '/Content-Type'],
  ['JSON in latin1', { 'content-type': 'application/json; charset=latin1' }, '/Content-Type'],
  ['JSON in UTF-16', { 'content-type': 'application/json; charset="utf-16"' }, '/Content-Type'],
  [
    'an unknown encoding',
    { 'content-type': 'application/json', 'content-encoding': 'x' },
    '/Content-Encoding',
  ],
];

describe.each(kinds)('the body of a $kind', (kind) => {
  let stored: Resource;
  let another: Record<string, unknown>;
  nothingIsWritten(
    () => server,
    async () => {
      stored = await newDocument(ann, kind);
      another = await newBody(ann, kind);
    },
  );

  const writes = (): [method: string, address: string, type: string][] => [
    ['POST', kind.path, 'application/json'],
    ['PUT', `${kind.path}/${stored.id}`, 'application/json'],
    ['PATCH', `${kind.path}/${stored.id}`, 'application/merge-patch+json'],
    ['PATCH', `${kind.path}/${stored.id}`, 'application/json-patch+json'],
  ];
  const send = (method: string, address: string, type: string, sent: Sent) =>
    ann.send(method, address, {
      ...sent,
      headers: { 'content-type': type, 'if-match': '"1"', ...sent.headers },
    });

  test.each(texts)('that is %s is refused at its place', async (_name, body, refusal) => {
    for (const [method, address, type] of writes()) {
      expectRefused(await send(method, address, type, { body }), refusal);
    }
  });

  test.each(mediaTypes)('sent as %s is refused with what is taken', async (_name, headers, pointer) => {
    for (const [method, address, type] of writes()) {
      const reply = await send(method, address, type, { body: '{"name": "A"}', headers });
      expectRefused(reply, ['unsupported-media-type', 'header', pointer]);
      const accept = method === 'PATCH' ? 'accept-patch' : 'accept';
      expect(reply.headers[accept]).toContain(type);
    }
  });

  test('that is compressed is refused', async () => {
    const body = gzipSync(JSON.stringify(another));
    for (const [method, address, type] of writes()) {
      const reply = await send(method, address, type, { body, headers: { 'content-encoding': 'gzip' } });
      expectRefused(reply, ['unsupported-media-type', 'header', '/Content-Encoding']);
    }
  });

  test('that is a plain JSON document is no patch, and a patch no document', async () => {
    const [create, replace, merge] = writes();
    for (const [write, type] of [
      [create, 'application/merge-patch+json'],
      [replace, 'application/json-patch+json'],
      [merge, 'application/json'],
    ] as const) {
      const [method = '', address = ''] = write ?? [];
      expectRefused(await send(method, address, type, { body: '{}' }), [
        'unsupported-media-type',
        'header',
        '/Content-Type',
      ]);
    }
  });

  test('over 1 MB is refused by its announced length alone', async () => {
    for (const [method, address, type] of writes()) {
      const headers = { 'content-length': String(documentBytesMax + 1), expect: '100-continue' };
      expectRefused(await send(method, address, type, { headers }), ['too-large', 'body', '']);
    }
  });

  test('over 1 MB is refused without an announced length, too', async () => {
    const body = JSON.stringify({ name: 'A', data: { description: 'd'.repeat(documentBytesMax) } });
    for (const [method, address, type] of writes()) {
      expectRefused(await send(method, address, type, { body, chunked: true }), ['too-large', 'body', '']);
    }
  });
});

describe.each(kinds)('a body that is unusual and right creates a $kind', (kind) => {
  test.each([
    ['application/json; charset=utf-8', {}],
    ['application/json;charset="UTF-8"', {}],
    ['Application/JSON', {}],
    ['application/json; profile=x', {}],
    ['application/json', { 'content-encoding': 'identity' }],
  ])('sent as %s %j', async (type, headers) => {
    const reply = await ann.send('POST', kind.path, {
      body: await newBody(ann, kind),
      headers: { 'content-type': type, ...headers },
    });
    expect(reply.status).toBe(201);
  });

  test('without Content-Length', async () => {
    const body = await newBody(ann, kind);
    expect((await ann.send('POST', kind.path, { body, chunked: true })).status).toBe(201);
  });

  test('of words that a search cuts up, two hundred thousand characters of them', async () => {
    // Hyphenated words are found whole and by their parts, and each letter takes three bytes: the words of this text
    // are six times as long as the text.
    const letter = (index: number, among: number) => String.fromCodePoint(0x4e00 + (index % among));
    const words = Array.from({ length: 33_000 }, (_, index) => {
      const [a, b, c, d] = [
        letter(index, 2000),
        letter(index * 7, 1999),
        letter(index * 13, 1997),
        letter(index * 17, 1993),
      ];
      return `${a}${b}-${c}${d}`;
    });
    const reply = await ann.send('POST', kind.path, {
      body: await newBody(ann, kind, { data: { words: words.join(' ') } }),
    });
    expect(reply.status).toBe(201);
  });

  test('of nearly 1 MB, nested 64 deep', async () => {
    const description = 'ä'.repeat((documentBytesMax - 2000) / 2);
    const deepest = JSON.parse(nested(61)) as unknown; // In the body, in data, in a: 3 more.
    const body = await newBody(ann, kind, { data: { description, a: { deepest } } });
    const reply = await ann.send('POST', kind.path, { body });
    expect(reply.status).toBe(201);
    expect((JSON.parse(reply.text) as Resource).data).toMatchObject({ description, a: { deepest } });
  });
});

describe('a list of as many items as a body can hold', () => {
  const count = 300_000;

  test('of words for a rank is kept', async () => {
    const parents = await newParents(ann, kindOf('persona'));
    const data = { demographics: { seniority: Array(count).fill('') } };
    expect((await ann.send('POST', '/api/personas', { body: { ...parents, name: 'P', data } })).status).toBe(
      201,
    );
  });

  test.each(['account', 'persona'] as const)(
    'of signals is refused, or kept, by a %s, and never our failure',
    async (kind) => {
      const parents = await newParents(ann, kindOf(kind));
      const data = { buyingSignals: Array(count).fill({}) };
      const reply = await ann.send('POST', kindOf(kind).path, { body: { ...parents, name: 'N', data } });
      // Each gets an id, and then they are more than a document may hold.
      expectRefused(reply, ['too-large', 'body', '/data']);
    },
  );
});

describe('the body of an import', () => {
  const send = (sent: Sent) => ann.send('POST', '/api/imports', sent);
  const type = { 'content-type': 'application/json' };
  nothingIsWritten(() => server);

  test('over 25 MB is refused by its announced length alone', async () => {
    const headers = { ...type, 'content-length': String(importBytesMax + 1), expect: '100-continue' };
    expectRefused(await send({ headers }), ['too-large', 'body', '']);
  });

  test('over 25 MB is refused without an announced length, too', async () => {
    const body = JSON.stringify({ dump: { notes: 'x'.repeat(importBytesMax) } });
    expectRefused(await send({ body, headers: type, chunked: true }), ['too-large', 'body', '']);
  });

  test.each<[string, string, Refusal]>([
    ['malformed', '{"dump": {', ['malformed-json', 'body', '']],
    ['without a dump', '{}', ['invalid', 'body', '/dump']],
    ['with a dump that is a list', '{"dump": []}', ['invalid', 'body', '/dump']],
    ['with a dump that is text', '{"dump": "{}"}', ['invalid', 'body', '/dump']],
    ['with two dumps', '{"dump": {}, "dump": {}}', ['malformed-json', 'body', '/dump']],
    ['with an unknown member', '{"dump": {}, "user": "x"}', ['invalid', 'body', '/user']],
    ['with a label that is a number', '{"dump": {}, "label": 1}', ['invalid', 'body', '/label']],
    ['with NUL in the label', '{"dump": {}, "label": "\\u0000"}', ['malformed-json', 'body', '/label']],
    ['too deep', `{"dump": {"a": ${nested(63)}}}`, ['malformed-json', 'body', `/dump/a${'/0'.repeat(62)}`]],
  ])('%s is refused', async (_name, body, refusal) => {
    expectRefused(await send({ body, headers: type }), refusal);
  });
});

test('a body for an address that takes none is not read', async () => {
  const reply = await ann.send('GET', `/api/company/${randomUUID()}`, {
    body: '{"name"',
    headers: { 'content-type': 'application/json' },
  });
  expect(problemOf(reply).code).toBe('not-found');
});
