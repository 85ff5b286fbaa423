import type { RequestListener } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { html, type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';

let site: Listener;
let answer: RequestListener;
let reader: TestReader;

beforeAll(async () => {
  site = await startListener({ answer: (request, response) => answer(request, response) });
  reader = openTestReader({ limits: { requestMilliseconds: 1000, totalMilliseconds: 20_000 } });
});
afterAll(async () => {
  await reader.close();
  await site.close();
});

const read = (path = '/') => reader.read(`${site.url}${path}`).catch((error: unknown) => error as Error);
const htmlType = { 'content-type': 'text/html' };

/** Sends as much as anybody takes. */
function endless(chunk: Buffer, headers: Record<string, string>): RequestListener {
  return (_request, response) => {
    response.writeHead(200, headers);
    const send = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', send);
    send();
  };
}

test('of a page of 100 MB no more is received than the limit and what was on its way', async () => {
  let sent = 0;
  const chunk = Buffer.alloc(64 * 1024, '<p>boats</p>');
  answer = (request, response) => {
    const write = response.write.bind(response);
    response.write = ((data: Buffer) => {
      sent += data.length;
      if (sent > 100_000_000) response.destroy();
      return write(data);
    }) as typeof response.write;
    endless(chunk, htmlType)(request, response);
  };
  expect(await read()).toMatchObject({ code: 'website-too-large', message: expect.stringContaining('2 MB') });
  expect(sent).toBeGreaterThan(2_000_000);
  expect(sent).toBeLessThan(20_000_000);
});

test('a page that says that it is larger is not received', async () => {
  const before = site.bytesSent();
  answer = (_request, response) => {
    response.writeHead(200, { ...htmlType, 'content-length': '100000000' });
    response.flushHeaders();
  };
  expect(await read()).toMatchObject({ code: 'website-too-large' });
  expect(site.bytesSent() - before).toBeLessThan(10_000);
});

test('a page is as large as it is when it is decompressed', async () => {
  const before = site.bytesSent();
  const bomb = gzipSync(Buffer.alloc(200_000_000, 'a'));
  answer = (_request, response) => {
    response.writeHead(200, { ...htmlType, 'content-encoding': 'gzip' }).end(bomb);
  };
  const memory = process.memoryUsage().arrayBuffers;
  expect(await read()).toMatchObject({ code: 'website-too-large' });
  expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(50_000_000);
  expect(site.bytesSent() - before).toBeLessThan(bomb.length + 10_000);
});

test.each([
  ['gzip, gzip', gzipSync(gzipSync('<p>boats</p>'))],
  ['zstd', Buffer.from('boats')],
  ['gzip', Buffer.from('no gzip at all')],
  ['gzip', gzipSync('<p>boats</p>'.repeat(100)).subarray(0, 30)],
])('a page in an encoding that cannot be undone is no page: %s', async (encoding, body) => {
  answer = (_request, response) => {
    response.writeHead(200, { ...htmlType, 'content-encoding': encoding }).end(body);
  };
  expect(await read()).toMatchObject({
    code: 'website-not-a-page',
    message: expect.stringContaining('compressed'),
  });
});

test.each<[string, RequestListener]>([
  ['never answers', () => {}],
  ['never ends its headers', (request) => void request.socket.write('HTTP/1.1 200 OK\r\nx-a: ')],
  [
    'sends its body byte by byte',
    (_request, response) => {
      response.writeHead(200, htmlType);
      const timer = setInterval(() => response.write('a'), 50);
      response.on('close', () => clearInterval(timer));
    },
  ],
])('a website that %s is given up after its time', async (_name, slow) => {
  answer = slow;
  const began = performance.now();
  expect(await read()).toMatchObject({
    code: 'website-unreachable',
    message: expect.stringContaining('takes too long'),
  });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('redirects without end are followed five times', async () => {
  site.requests.length = 0;
  answer = (request, response) => {
    response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
  };
  expect(await read('/0')).toMatchObject({
    code: 'website-redirects',
    message: expect.stringContaining('5 times'),
  });
  expect(site.requests).toEqual(['/0', '/1', '/2', '/3', '/4', '/5']);
});

test('a circle of redirects is noticed when it closes', async () => {
  site.requests.length = 0;
  answer = (request, response) => {
    response.writeHead(301, { location: request.url === '/a' ? '/b' : '/a' }).end();
  };
  expect(await read('/a')).toMatchObject({
    code: 'website-redirects',
    message: expect.stringContaining('circle'),
  });
  expect(site.requests).toEqual(['/a', '/b']);
});

test('five redirects lead to the page', async () => {
  answer = (request, response) => {
    const hop = Number(request.url?.slice(1));
    if (hop === 5) html('<p>boats</p>')(request, response);
    else response.writeHead(307, { location: `${hop + 1}` }).end();
  };
  expect(await read('/0')).toMatchObject([
    { url: `${site.url}/0`, finalUrl: `${site.url}/5`, markdown: 'boats' },
  ]);
});

test.each([
  [400, 'website-refused'],
  [401, 'website-refused'],
  [403, 'website-refused'],
  [404, 'website-not-a-page'],
  [410, 'website-not-a-page'],
  [429, 'website-refused'],
  [451, 'website-refused'],
  [500, 'website-unreachable'],
  [503, 'website-unreachable'],
  [204, 'website-not-a-page'],
  [304, 'website-not-a-page'],
])('a home page that answers %i fails as %s', async (status, code) => {
  answer = (_request, response) => response.writeHead(status, htmlType).end();
  expect(await read()).toMatchObject({ code, message: expect.stringContaining(String(status)) });
});

test.each([
  ['application/pdf', 'PDF document'],
  ['image/png', 'image/png'],
  ['application/json', 'application/json'],
  ['application/octet-stream', 'application/octet-stream'],
  ['text/html-but-not', 'text/html-but-not'],
])('what is of type %s is no page, and is not received', async (type, named) => {
  answer = endless(Buffer.alloc(10_000, 'a'), { 'content-type': type });
  expect(await read()).toMatchObject({ code: 'website-not-a-page', message: expect.stringContaining(named) });
});

test('a PDF document that calls itself a page is none', async () => {
  answer = (_request, response) => response.writeHead(200, htmlType).end('%PDF-1.7\n%âãÏÓ');
  expect(await read()).toMatchObject({ code: 'website-not-a-page', message: expect.stringContaining('PDF') });
});

test('a website that breaks off, refuses to be connected to or speaks no HTTP is unreachable', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { ...htmlType, 'content-length': '1000' });
    response.write('<p>boats', () => response.destroy());
  };
  expect(await read()).toMatchObject({ code: 'website-unreachable' });
  const sockets = new Set<Socket>();
  const other = createServer((socket) => {
    sockets.add(socket);
    socket.end('220 mail.example ESMTP\r\n');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const address = `http://127.0.0.1:${port}/`;
  const notHttp = await reader.read(address).catch((error: unknown) => error);
  expect(notHttp).toMatchObject({
    code: 'website-unreachable',
    message: expect.stringContaining('not HTTP'),
  });
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => other.close(resolve));
  expect(await reader.read(address).catch((error: unknown) => error)).toMatchObject({
    code: 'website-unreachable',
  });
  connect(port, '127.0.0.1').on('error', () => {});
});

test('a name that does not exist is said to be that, one that is not answered for something else', async () => {
  const { Unresolved } = await import('./resolve.ts');
  for (const [isTransient, sentence] of [
    [false, 'does not exist'],
    [true, 'Please try again later'],
  ] as const) {
    const own = openTestReader({
      resolve: async (name) => {
        throw new Unresolved(name, isTransient);
      },
    });
    const failure = await own.read('no-such-company.example').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'website-unreachable',
      message: expect.stringContaining(sentence),
    });
    await own.close();
  }
});

test('whoever stops reading gets their own reason, and the connection is let go of', async () => {
  let closed = false;
  const controller = new AbortController();
  answer = (_request, response) => {
    response.on('close', () => {
      closed = true;
    });
    controller.abort(new Error('cancelled by the person'));
  };
  const reading = reader.read(site.url, { signal: controller.signal });
  await expect(reading).rejects.toThrow('cancelled by the person');
  await expect.poll(() => closed).toBe(true);
  await expect(reader.read(site.url, { signal: controller.signal })).rejects.toThrow(
    'cancelled by the person',
  );
});

test('when the time for a whole site is over, what was read is kept', async () => {
  const own = openTestReader({ limits: { totalMilliseconds: 3000, requestMilliseconds: 60_000 } });
  const links = ['about', 'product', 'pricing', 'customers'].map((name) => `<a href="/${name}">${name}</a>`);
  answer = (request, response) => {
    if (request.url === '/' || request.url === '/about')
      html(`<p>boats ${request.url}</p>${links}`)(request, response);
  };
  // Until the thread is there: its start is not what is measured.
  while (!Array.isArray(await own.read(`${site.url}/about`).catch(() => null)));
  own.news.length = 0;
  const pages = await own.read(site.url);
  expect(pages.map(({ url }) => url)).toEqual([`${site.url}/`, `${site.url}/about`]);
  expect(own.news.filter(({ state }) => state === 'skipped').map(({ reason }) => reason)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('takes too long')),
  );
  await own.close();
});
