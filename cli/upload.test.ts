import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { countLeaves } from '@blossomer/legacy';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

let folder: Folder;
beforeAll(async () => {
  folder = await openFolder();
});
afterAll(() => folder?.remove());

const counts = { created: 0, updated: 0, unchanged: 0, recovered: 0 };
const report = {
  id: '00000000-0000-4000-8000-000000000000',
  dryRun: false,
  totals: { leaves: 0, classes: {} },
  entities: { company: counts, account: counts, persona: counts, campaign: counts },
  findings: [{ code: 'odd', message: 'Odd \u001b[31mred\u001b[0m name.' }],
};

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Recorded {
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

/** Takes every import and keeps what it was sent. */
async function recorder(): Promise<{ url: string; requests: Recorded[] }> {
  const requests: Recorded[] = [];
  const url = await listen(async (request, response) => {
    const body = await text(request);
    requests.push({ url: request.url, headers: request.headers, body });
    const leaves = countLeaves(JSON.parse(body).dump).total;
    const answer = { ...report, totals: { leaves, classes: { stored: leaves } } };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return { url, requests };
}

const importFile = (url: string, file: string, ...args: string[]) =>
  blossomer(['import', file, '--url', url, '--token', 'a.b.c', ...args]);

test('secrets stay on this machine: their names are sent, their values are not, and a line says so', async () => {
  const { url, requests } = await recorder();
  const file = await folder.write(
    'dump.json',
    JSON.stringify({
      blossomer_api_key: 'geheim-1',
      blossomer_auth: '{"token":"geheim-2"}',
      authState: { token: 'geheim-3', deep: ['geheim-4'] },
      target_accounts: '[]',
    }),
  );
  const { code, stdout, stderr } = await importFile(url, file);
  expect(code).toBe(0);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    dump: { blossomer_api_key: '', blossomer_auth: '', authState: '', target_accounts: '[]' },
  });
  expect(stderr).toContain(
    'Not sent, because secrets stay on this machine: the value of blossomer_api_key, blossomer_auth, authState.\n',
  );
  expect(JSON.stringify(requests) + stdout + stderr).not.toContain('geheim');
});

test('every string arrives as it stood in the browser, under whatever key', async () => {
  const { url, requests } = await recorder();
  const dump =
    '{"__proto__":"{}","a\\u0000":"\\ud800 \\u0000 \\u2028 é 👍","1":"","long":"' +
    `${'é'.repeat(300_000)}"}`;
  const file = await folder.write('odd.json', dump);
  const { code, stderr } = await importFile(url, file, '--dry-run', '--label', 'Läptop');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `Reading odd.json\nSending to ${url}\nWaiting for the server\nDone\n`,
  });
  const sent = JSON.parse(requests[0]?.body ?? '');
  expect(Object.entries(sent.dump)).toEqual(Object.entries(JSON.parse(dump)));
  expect(sent.label).toBe('Läptop');
  expect(requests[0]).toMatchObject({
    url: '/api/imports?dryRun=true',
    headers: {
      authorization: 'Bearer a.b.c',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(requests[0]?.body ?? '')),
    },
  });
});

test.each([
  ['{"a":[12345678901234567890]}', '/a/0'],
  ['{"b":{"c":1,"c":2}}', '/b/c'],
])('a hand-made file that could not be sent whole is not sent: %s', async (text, pointer) => {
  const { url } = await recorder();
  const { stderr, code } = await importFile(url, await folder.write('made.json', text));
  expect(stderr).toContain(`(${pointer})`);
  expect(code).toBe(1);
});

test('what a server says cannot write over the terminal', async () => {
  const { url } = await recorder();
  const { stdout } = await importFile(url, await folder.write('dump.json', '{}'));
  expect(stdout).toContain('  - Odd \u{fffd}[31mred\u{fffd}[0m name.\n');
});

test.each<[string, RequestListener, string | RegExp]>([
  [
    'a page',
    (_request, response) => response.end('<h1>It works</h1>'),
    /^What answers at (\S+) is not Blossomer GTM\. Is the address right\?$/,
  ],
  [
    'some other JSON',
    (_request, response) => response.end('{"ok":true}'),
    /^What answers at (\S+) is not Blossomer GTM\. Is the address right\?$/,
  ],
  [
    'that there is nothing',
    (_request, response) => response.writeHead(404).end('no'),
    /^What answers at (\S+) is not Blossomer GTM\. Is the address right\?$/,
  ],
  [
    'that it is elsewhere',
    (_request, response) => response.writeHead(308, { location: 'https://gtm.example.test/x' }).end(),
    /^The server at \S+ sends on to https:\/\/gtm\.example\.test: use that address\.$/,
  ],
  [
    'in the name of a proxy',
    (_request, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'),
    /^Something on the way to the server answered with status 502\.$/,
  ],
  [
    'nothing, and hangs up',
    async (request) => {
      await text(request);
      request.socket.destroy();
    },
    /^The connection to \S+ broke \(ECONNRESET\) before the answer came\. Run the import again: what is there already stays as it is\.$/,
  ],
])('a server that answers %s', async (_what, answer, sentence) => {
  const url = await listen(answer);
  const { code, stdout, stderr } = await importFile(url, await folder.write('dump.json', '{}'));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(sentence);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('a connection that breaks midway says how far it came', async () => {
  const url = await listen((request) => request.once('data', () => request.socket.destroy()));
  const file = await folder.write('much.json', JSON.stringify({ a: 'x'.repeat(20 * 1024 * 1024) }));
  const { code, stderr } = await importFile(url, file);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /\nThe connection to \S+ broke \((ECONNRESET|EPIPE)\) after [\d,]+ of 20,971,\d+ bytes, and nothing was imported\. [^\n]+\n$/,
  );
});

test('nobody there is one sentence', async () => {
  const { code, stderr } = await importFile('http://127.0.0.1:1', await folder.write('dump.json', '{}'));
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /\nThe server at http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)\. [^\n]+\n$/,
  );
});
