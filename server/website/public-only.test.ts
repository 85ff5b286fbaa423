import { request } from 'undici';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { publicOnly } from './public-only.ts';
import { html, type Listener, startListener } from './test-listener.ts';
import { privateForms } from './test-private-forms.ts';

let inside: Listener;

beforeAll(async () => {
  inside = await startListener({ host: '::', answer: html('a secret') });
});
afterEach(() => expect(inside.connections()).toBe(0));
afterAll(() => inside.close());

async function asked(address: string, resolved: string[] = ['127.0.0.1']): Promise<unknown> {
  const reach = { ports: new Set([inside.port, 80]), also: null };
  const dispatcher = publicOnly(reach, async () => resolved);
  const outcome = await request(address, { dispatcher }).catch((error: unknown) => error);
  await dispatcher.destroy();
  return outcome;
}

// What a person types is checked before; this gate must not depend on it.
test.each(privateForms.filter((form) => /^https?:/.test(form)))(
  'the gate by itself lets nobody to %s',
  async (form) => {
    const outcome = await asked(form.replaceAll('PORT', String(inside.port)));
    expect(outcome).toMatchObject({ name: 'WebsiteFailure', code: 'website-private' });
  },
);

test.each([
  [['127.0.0.1']],
  [['::1']],
  [['8.8.8.8', '127.0.0.1']],
  [['127.0.0.1', '8.8.8.8']],
  [['::ffff:127.0.0.1']],
  [['2606:4700::1111', '::1']],
  [['0.0.0.0']],
])('the gate by itself lets nobody to a name that resolves to %s', async (resolved) => {
  for (const scheme of ['http', 'https']) {
    expect(await asked(`${scheme}://public.example:${inside.port}/`, resolved)).toMatchObject({
      code: 'website-private',
    });
  }
});

test('the gate by itself lets nobody to a port that websites do not have', async () => {
  expect(await asked('http://8.8.8.8:6379/')).toMatchObject({ code: 'website-not-a-page' });
  expect(await asked('http://public.example:6379/', ['8.8.8.8'])).toMatchObject({
    code: 'website-not-a-page',
  });
});
