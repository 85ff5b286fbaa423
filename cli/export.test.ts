import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

let folder: Folder;
beforeAll(async () => {
  folder = await openFolder();
});
afterAll(() => folder?.remove());

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const exporting = (url: string, ...args: string[]) =>
  blossomer(['export', '--url', url, '--token', 'a.b.c', ...args], {}, folder.path);

const megabyte = 'é'.repeat(512 * 1024);

test('what comes stands in the file, and in standard output, byte for byte', async () => {
  const asked: string[] = [];
  const url = await listen((request, response) => {
    asked.push(`${request.url} ${request.headers.accept} ${request.headers.authorization}`);
    for (let part = 0; part < 5; part += 1) response.write(megabyte);
    response.end();
  });
  const csv = ['--format', 'csv', '--entity', 'accounts', '--preset', 'clay', '--company', 'c-1'];
  const outcome = await exporting(url, ...csv, '--out', 'all.csv');
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readFile(join(folder.path, 'all.csv'), 'utf8')).toBe(megabyte.repeat(5));
  expect((await exporting(url)).stdout).toBe(megabyte.repeat(5));
  expect(asked).toEqual([
    '/api/me/export?format=csv&companyId=c-1&entity=accounts&preset=clay text/csv Bearer a.b.c',
    '/api/me/export?format=json application/json Bearer a.b.c',
  ]);
});

test('a connection that is cut leaves the file as it was, and nothing beside it', async () => {
  const url = await listen((_request, response) => {
    response.write(megabyte, () => response.socket?.destroy());
  });
  await folder.write('kept.json', 'the export of yesterday');
  const { code, stderr } = await exporting(url, '--out', 'kept.json');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^The connection broke \([A-Z_]+\) before the end: kept\.json was not written\. Run it again\.\n$/,
  );
  expect(await readFile(join(folder.path, 'kept.json'), 'utf8')).toBe('the export of yesterday');
  expect((await readdir(folder.path)).filter((name) => name.includes('unfinished'))).toEqual([]);
  const printed = await exporting(url);
  expect(printed.code).toBe(1);
  expect(printed.stderr).toMatch(
    /^The connection broke \([A-Z_]+\) before the end: what stands above is not all of it\./,
  );
});

test('a refusal, a stranger and a folder that is not there are one sentence, and no file', async () => {
  const problem = { status: 422, detail: 'Name a company: you have several.', requestId: 'r', errors: [] };
  const refusing = await listen((_request, response) => response.writeHead(422).end(JSON.stringify(problem)));
  const stranger = await listen((_request, response) => response.writeHead(404).end('<h1>no</h1>'));
  const fine = await listen((_request, response) => response.end('{}'));
  const outcomes = await Promise.all([
    exporting(refusing, '--format', 'localStorage', '--out', 'refused.json'),
    exporting(stranger, '--out', 'refused.json'),
    exporting(fine, '--out', 'nowhere/refused.json'),
    exporting('http://127.0.0.1:1'),
    exporting(fine, '--format', 'xml'),
  ]);
  expect(outcomes.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
    [1, 1, 1, 1, 2].map((code) => ({ code, stdout: '' })),
  );
  expect(outcomes.map(({ stderr }) => stderr)).toEqual([
    'Name a company: you have several.\n',
    `What answers at ${stranger} is not Blossomer GTM. Is the address right?\n`,
    'The file cannot be written (ENOENT); nowhere/refused.json was not written.\n',
    expect.stringMatching(
      /^The server at http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)\. [^\n]+\n$/,
    ),
    expect.stringMatching(/^error: option '--format <format>' argument 'xml' is invalid\./),
  ]);
  expect(await readdir(folder.path)).not.toContain('refused.json');
});
