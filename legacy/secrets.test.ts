import { expect, test } from 'vitest';
import { countLeaves, plan } from './index.ts';

const secret = 's3cret-4f9a1c';

test.each([
  'blossomer_api_key',
  'authState',
  'stack-refresh-8b1f3c2a-1111-4222-8333-444455556666--default',
  'stack-access',
  'stack-access-8b1f3c2a',
  '__Host-stack-refresh-8b1f3c2a',
  'hexclave-refresh-8b1f3c2a',
  'hexclave-access',
  'accessToken',
  'refresh_token',
  'user.idToken',
  'jwt',
  'my-password',
  'dbPasswd',
  'openai_api_key',
  'OPENAI_API_KEY',
  'apikey',
  'client-secret',
  'aws credentials',
  'sessionId',
  'oauth',
])('%s is refused, as a string and already parsed', (key) => {
  for (const value of [
    secret,
    JSON.stringify({ value: secret }),
    { value: secret, deep: [secret] },
    [secret],
  ]) {
    const dump = { [key]: value };
    const planned = plan({ dump, userId: 'user-1', now: '2026-11-23T09:00:00.000Z' });
    expect(planned.totals).toEqual({ leaves: 1, classes: { 'refused-secret': 1 } });
    expect(countLeaves(dump).total).toBe(1);
    expect(JSON.stringify(planned)).not.toContain(secret);
  }
});

test.each([
  'theme',
  'author',
  'monkey',
  'stack_overflow',
  'tokenCount',
  'maxTokens',
  'keyboard',
  'passenger',
  'compass',
  'tokenizer',
])('%s is no secret by its name', (key) => {
  const { totals } = plan({ dump: { [key]: '"x"' }, userId: 'user-1', now: '2026-11-23T09:00:00.000Z' });
  expect(totals.classes).toEqual({ quarantined: 1 });
});

test.each([
  ['inside an object', { settings: { theme: 'dark', blossomer_api_key: secret } }],
  ['deep in a list', { cache: [[{ a: { accessToken: secret } }]] }],
  ['in a string', { state: `{"user":{"authState":"${secret}"}}` }],
  ['under a name written with escapes', { state: `{"\\u0061ccessToken" : "${secret}"}` }],
  ['after strings with quotes and escapes', { state: `["a\\"", {"b\\\\": 1 , "jwt"  :"${secret}"}]` }],
  ['in a text that is no JSON to its end', { state: `{"password":"${secret}` }],
])('an unknown key with a secret %s is refused as a whole', (_where, dump) => {
  const planned = plan({ dump, userId: 'user-1', now: '2026-11-23T09:00:00.000Z' });
  expect(planned.totals).toEqual({ leaves: 1, classes: { 'refused-secret': 1 } });
  expect(countLeaves(dump).total).toBe(1);
  expect(JSON.stringify(planned)).not.toContain(secret);
});

test('a text about tokens in the work of a person is work', () => {
  const dump = {
    dashboard_overview: { companyName: 'Acme', description: 'Rotates every "password": daily.' },
  };
  const { entities } = plan({ dump, userId: 'user-1', now: '2026-11-23T09:00:00.000Z' });
  expect(entities[0]).toMatchObject({ data: { description: 'Rotates every "password": daily.' } });
});
