import { join } from 'node:path';
import { importBytesMax } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

let server: TestServer;
let folder: Folder;
let token: string;

beforeAll(async () => {
  [server, folder] = await Promise.all([startTestServer(), openFolder()]);
  token = await server.token('ann@example.test');
});
afterAll(async () => {
  await Promise.all([server?.stop(), folder?.remove()]);
});

const importing = (...args: string[]) =>
  blossomer(['import', '--url', server.url, '--token', token, ...args]);
const dump = () => folder.write('dump.json', '{}');
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test.each([
  ['a list', '[{"a":1}]', 'holds a list; a dump is a JSON object of localStorage keys and their strings.'],
  ['null', 'null', 'holds null; a dump is a JSON object of localStorage keys and their strings.'],
  ['a string', '"{}"', 'holds a string; a dump is a JSON object of localStorage keys and their strings.'],
  ['not JSON', '{"a": "b",\n  "c" 1}', /^: This is not JSON at line 2, column 7: [^\n]+$/],
  ['empty', '', /^: This is not JSON at line 1, column 1: [^\n]+$/],
  ['nested too deep', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`, /^: [^\n]+$/],
  ['not UTF-8', Buffer.from('{"a":"b"}', 'utf16le').fill(0xff, 0, 1), /^ is not text in UTF-8\. /],
])('a file that is no dump is refused before anything is sent: %s', async (_what, content, sentence) => {
  const path = await folder.write('wrong.json', content);
  const { code, stdout, stderr } = await importing(path);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Reading wrong\.json\n[^\n]+\n$/);
  const line = lastLine(stderr) ?? '';
  expect(line.slice(0, path.length)).toBe(path);
  expect(line.slice(path.length)).toMatch(sentence);
});

test('a file that is not there', async () => {
  const missing = join(folder.path, 'missing.json');
  const { code, stderr } = await importing(missing);
  expect([code, stderr]).toEqual([1, `There is no file ${missing}.\n`]);
});

test.each([
  ['the file', importBytesMax + 1],
  ['what the file becomes on the way', importBytesMax],
])('too much is refused here, in bytes: %s', async (_what, size) => {
  const path = await folder.write('large.json', `{"a":"${'x'.repeat(size - 8)}"}`);
  const { code, stderr } = await importing(path);
  expect(code).toBe(1);
  expect(lastLine(stderr)).toMatch(/too large: [\d,]{10} bytes, and an import takes at most 26,214,400\.$/);
});

test('a token that is not taken: how to get one, also when the server answers before it has everything', async () => {
  const path = await folder.write('much.json', JSON.stringify({ a: 'x'.repeat(12 * 1024 * 1024) }));
  const expired = await server.token('ann@example.test', 'expired');
  for (const [file, wrong] of [
    [path, expired],
    [await dump(), 'nonsense'],
  ] as const) {
    const { code, stdout, stderr } = await blossomer(['import', '--url', server.url, '--token', wrong, file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(lastLine(stderr)).toBe(
      `${server.url} does not accept this token; it may have expired. A development server gives one with "npm run -s token -- you@example.test"; elsewhere it is the access token of your sign-in.`,
    );
    expect(stderr).not.toContain(wrong);
  }
});

test('a problem is told with the place of each fault', async () => {
  const { code, stderr } = await importing(await dump(), '--label', 'x'.repeat(201));
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /\nlabel must have at most 200 characters\.\n {2}body \/label: must have at most 200 characters\n$/,
  );
});

test('wrong usage is exit code 2, and nothing is read', async () => {
  const file = await dump();
  const outcomes = await Promise.all([
    blossomer(['import']),
    blossomer(['import', file, '--sideways']),
    blossomer(['import', file, '--url', 'ftp://example.test', '--token', token]),
    blossomer(['import', file, '--url', server.url]),
    blossomer(['import', file, '--url', server.url, '--token', 'two words']),
    blossomer(['bring']),
    blossomer([]),
  ]);
  expect(outcomes.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
    Array(outcomes.length).fill({ code: 2, stdout: '' }),
  );
  expect(outcomes[2]?.stderr).toBe(
    '--url ftp://example.test is not an address such as http://127.0.0.1:8000.\n',
  );
  expect(outcomes[3]?.stderr).toMatch(
    /^A token says who you are: pass --token or set BLOSSOMER_TOKEN\. [^\n]+\n$/,
  );
  expect(outcomes[4]?.stderr).toMatch(/^This is not a token: [^\n]+\n$/);
});

test('help is no failure', async () => {
  const { code, stdout, stderr } = await blossomer(['import', '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('--dry-run');
});

test('without a server it says where it looked', async () => {
  const file = await dump();
  const env = { DATA_DIR: folder.path, BLOSSOMER_TOKEN: token };
  expect(await blossomer(['import', file], env)).toEqual({
    code: 1,
    stdout: '',
    stderr: `No development server is running (looked at ${join(folder.path, 'server.json')}). Start it with "npm start", or name a server with --url.\n`,
  });
});
