import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { html, type Listener, openTestReader, startListener, type TestReader } from './test-listener.ts';
import { privateForms } from './test-private-forms.ts';

/** Of this machine, on every address that it has; whatever connects to it has reached something private. */
let inside: Listener;
/** Resolves every name to this machine, as a name server of an attacker would. */
let reader: TestReader;

beforeAll(async () => {
  inside = await startListener({ host: '::', answer: html('a secret') });
  reader = openTestReader({
    reach: { ports: new Set([inside.port, 80, 443]), also: null },
    resolve: async () => ['127.0.0.1'],
  });
});
afterEach(() => expect(inside.connections()).toBe(0));
afterAll(async () => {
  await reader.close();
  await inside.close();
});

const isPrivate = 'website-private';
const noPage = 'website-not-a-page';

/** PORT is that of the listener, here and below. */
const names = [
  'http://localhost:PORT/',
  'localhost:PORT',
  'http://localhost.:PORT/',
  'http://LOCALHOST:PORT/',
  'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/',
  'http://anything.localhost:PORT/',
  'http://a.b.localhost.:PORT/',
  'http://metadata.google.internal:PORT/computeMetadata/v1/',
  'http://printer.local:PORT/',
  'http://router.home.arpa:PORT/',
  'http://127.0.0.1.nip.example:PORT/',
  'http://rebind.example:PORT/',
  'rebind.example:PORT',
  'http://rebind.example.:PORT/',
  'http://xn--bcher-kva.example:PORT/',
  'http://bücher.example:PORT/',
];

const malformed = [
  'http://ann@127.0.0.1:PORT/',
  'http://ann:secret@127.0.0.1:PORT/',
  'http://public.example@127.0.0.1:PORT/',
  'http://public.example:80@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT@public.example/',
  'public.example@127.0.0.1:PORT',
  'http://public.example%40127.0.0.1:PORT/',
  'http://[fe80::1%25eth0]:PORT/',
  'http://[::1%25lo]:PORT/',
  'http://[::1:PORT/',
  'http://127.0.0.1.1:PORT/',
  'http://256.0.0.1:PORT/',
  'http://4294967297:PORT/',
  'http://0x100000001:PORT/',
  'http://127.0.0.1 :PORT/',
  'http://metadata:PORT/',
  'http://intranet:PORT/',
  'http://.:PORT/',
  'http://127.0.0.1:PORT0/',
  'http://public.example:22/',
  'http://public.example:5432/',
  'http://public.example:6379/',
  'http://public.example:0/',
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'gopher://127.0.0.1:PORT/_GET',
  'dict://127.0.0.1:PORT/',
  'ldap://127.0.0.1:PORT/',
  'ws://127.0.0.1:PORT/',
  'unix:/var/run/docker.sock',
  'data:text/html,<h1>hello</h1>',
  'javascript:alert(1)',
  'blob:http://127.0.0.1:PORT/1',
  'about:blank',
  'view-source:http://127.0.0.1:PORT/',
  'jar:http://127.0.0.1:PORT!/',
];

test.each([
  ...privateForms.map((form): [string, string] => [form, isPrivate]),
  ...names.map((form): [string, string] => [form, isPrivate]),
  ...malformed.map((form): [string, string] => [form, noPage]),
])('%s is never connected to', async (form, code) => {
  const typed = form.replaceAll('PORT', String(inside.port));
  const failure = await reader.read(typed).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'WebsiteFailure', code });
  expect((failure as Error).message).toMatch(/^.{20,300}\.$/);
});

test('what a name resolves to inside is told to nobody', async () => {
  const failure = await reader.read(`http://rebind.example:${inside.port}/`).catch((error: unknown) => error);
  expect(String(failure)).not.toMatch(/127|loopback|::1|rebind/);
});

test('the listener would have noticed', async () => {
  const own = await startListener({ host: '::', answer: html('') });
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '127.255.255.254', '::ffff:127.0.0.1']) {
    const before = own.connections();
    const socket = connect({ host, port: own.port });
    await expect.poll(() => own.connections()).toBe(before + 1);
    socket.destroy();
  }
  await own.close();
});
