import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../testing/database.ts';
import { startProcess } from '../testing/process.ts';

/** A DATABASE_URL that cannot be used is one sentence that says what to do, and exit code 1. */
let dataDir: string;
let listening: Server[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'blossomer wrong-'));
  listening = [];
});
afterEach(async () => {
  for (const server of listening) server.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function refusal(url: string): Promise<string> {
  const variables = { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: url };
  const server = startProcess('node', ['--import', 'tsx', 'server/development.ts'], variables);
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(/^[^\n]+\n$/);
  expect(server.output()).not.toContain('secret');
  return server.output();
}

/** Something that listens where a PostgreSQL was expected; the address of a database on it. */
async function listen(onData: (socket: Socket, sent: Buffer) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (sent) => onData(socket, sent));
  });
  listening.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `postgres://someone:secret@127.0.0.1:${port}/blossomer`;
}

/** One message of the protocol: a letter, the length, what it holds. */
function message(letter: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}
const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const authenticated = message('R', Buffer.alloc(4));
const ready = message('Z', 'I');

test.each([
  ['unknown host', 'postgres://a:secret@no-such-host.invalid/b', /cannot be used.*no-such-host\.invalid/],
  ['refused connection', 'postgres://a:secret@127.0.0.1:9/b', /cannot be used.*ECONNREFUSED/],
])('%s', async (_name, url, sentence) => {
  expect(await refusal(url)).toMatch(sentence);
});

test('unknown database', async () => {
  const url = new URL((await createDatabase()).ownerUrl);
  url.pathname = '/no_such_database';
  expect(await refusal(url.href)).toMatch(/cannot be used.*"no_such_database" does not exist/);
});

test('wrong password', async () => {
  const said = ['SFATAL', 'VFATAL', 'C28P01', 'Mpassword authentication failed for user "someone"', ''];
  const url = await listen((socket) => socket.end(message('E', said.join('\0'), '\0')));
  expect(await refusal(url)).toMatch(/cannot be used.*password authentication failed/);
});

test.each([
  ['a web server', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
  ['something that hangs up', (socket: Socket) => socket.end()],
])('not PostgreSQL at all: %s', async (_name, onData) => {
  expect(await refusal(await listen(onData))).toMatch(/cannot be used.*postgres:\/\//);
});

test('an older server is named, with what is needed', async () => {
  const column = (name: string) => Buffer.concat([Buffer.from(`${name}\0`), Buffer.alloc(18)]);
  const field = (value: string) => Buffer.concat([int16(0), int16(value.length), Buffer.from(value)]);
  const url = await listen((socket, sent) => {
    if (!sent.includes('server_version_num')) return socket.write(Buffer.concat([authenticated, ready]));
    socket.write(
      Buffer.concat([
        message('T', int16(2), column('major'), column('version')),
        message('D', int16(2), field('14'), field('14.23')),
        message('C', 'SELECT 1\0'),
        ready,
      ]),
    );
  });
  expect(await refusal(url)).toBe(
    'This server is PostgreSQL 14.23; Blossomer GTM needs 15 or newer. Set DATABASE_URL to a newer server.\n',
  );
});
