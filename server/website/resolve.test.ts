import { expect, test } from 'vitest';
import { resolveByDns, Unresolved } from './resolve.ts';

test('names of this machine are resolved without asking anybody, and to nothing public', async () => {
  for (const name of ['localhost', 'localhost.', 'LOCALHOST', 'a.b.localhost']) {
    expect(await resolveByDns(name)).toEqual(['127.0.0.1', '::1']);
  }
});

test('a name that nobody has does not resolve, with or without name servers', async () => {
  // RFC 6761: there is never anything below `invalid`.
  await expect(resolveByDns('no-such-company.invalid')).rejects.toBeInstanceOf(Unresolved);
});
