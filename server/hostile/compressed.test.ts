import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';

/** Nothing that arrives is unpacked: what unfolds into gigabytes costs no more than what it is. */
let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startTestServer();
  token = await server.token('ann@example.test');
});
afterAll(() => server.stop());

const megabyte = 1024 * 1024;

/** 10 MB that are 10 GB of spaces when unpacked: a file of gzip may be many, one after another (RFC 1952, 2.2). */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(100 * megabyte, ' '), { level: 9 });
  return Buffer.concat(Array.from({ length: 100 }, () => member));
}

/** Sends the head and so much of the body; what is answered, once the connection has ended or the answer is whole. */
function send(headers: readonly string[], part: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const head = [
      `POST /api/imports HTTP/1.1`,
      `Host: ${hostname}`,
      `Authorization: Bearer ${token}`,
      ...headers,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(part);
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      if (text.endsWith('}')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

test.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'gzip, gzip'])(
  'a body sent as %s is refused before it has arrived',
  async (encoding) => {
    const body = bomb();
    const headers = [
      'Content-Type: application/json',
      `Content-Encoding: ${encoding}`,
      `Content-Length: ${body.length}`,
    ];
    const answer = await send(headers, body.subarray(0, 1000));
    expect(answer).toContain('HTTP/1.1 415 ');
    expect(answer).toContain('"pointer":"/Content-Encoding"');
  },
);

test('a bomb of 10 GB that is sent whole takes no memory, whatever it is called', async () => {
  const body = bomb();
  expect(body.length).toBeGreaterThan(8 * megabyte);
  const before = process.memoryUsage.rss();
  const length = `Content-Length: ${body.length}`;
  const type = 'Content-Type: application/json';
  expect(await send([type, 'Content-Encoding: gzip', length], body)).toContain('HTTP/1.1 415 ');
  expect(await send([type, length], body)).toContain('"code":"malformed-json"');
  expect(await send(['Content-Type: application/gzip', length], body)).toContain('HTTP/1.1 415 ');
  const chunked = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  expect(await send([type, 'Transfer-Encoding: gzip, chunked'], chunked)).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * megabyte);
});
