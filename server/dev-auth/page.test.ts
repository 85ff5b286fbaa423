import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startIssuer } from './test-issuer.ts';

const json = { 'content-type': 'application/json' };

test('says what it is for, and loads nothing from anywhere else', async () => {
  const issuer = await startIssuer();
  const page = await issuer.send('GET', '/dev-auth');

  expect(page.text).toContain('Development sign-in - not for real data');
  expect(page.text).toContain(issuer.devAuth.projectId);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['cache-control']).toBe('no-store');
  // What `default-src 'self'` would refuse: scripts and styles in the page itself.
  expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/i);
  const assets = [...page.text.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, path]) => path ?? '');
  expect(assets).toEqual(['/dev-auth/page.css', '/dev-auth/page.js']);
  const types = await Promise.all(
    assets.map(async (path) => (await issuer.send('GET', path)).headers['content-type']),
  );
  expect(types).toEqual(['text/css; charset=utf-8', 'text/javascript; charset=utf-8']);
});

test('lists the people and the codes that still work', async () => {
  const issuer = await startIssuer();
  const { people, codes } = issuer.devAuth;
  const { id } = await people.add({ email: 'ann@example.test', displayName: 'Ann Example' });
  const [used, open] = [codes.send('bob@example.test'), codes.send('cid@example.test')];
  codes.use(used.code + used.nonce);

  const { text } = await issuer.send('GET', '/dev-auth');

  for (const shown of ['ann@example.test', 'Ann Example', id, 'cid@example.test', open.code]) {
    expect(text).toContain(shown);
  }
  expect(text).not.toContain(used.code);
  expect(text).not.toContain(open.nonce);
});

test('shows what people typed as text', async () => {
  const issuer = await startIssuer();
  const hostile = `"'<img/src=x>&@example.test`;
  await issuer.devAuth.people.add({ email: hostile, displayName: '</table><script>alert(1)</script>' });
  issuer.devAuth.codes.send(hostile);
  const { text } = await issuer.send('GET', '/dev-auth');
  expect(text).not.toContain('<img');
  expect(text).not.toContain('<script>');
  expect(text).toContain('&#34;&#39;&#60;img/src=x&#62;&#38;@example.test');
});

test('hands out a token for any address, with or without JavaScript', async () => {
  const issuer = await startIssuer();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const answers = [
    await issuer.send('POST', '/dev-auth/tokens', json, '{"email":"ann@example.test"}'),
    await issuer.send('POST', '/dev-auth/tokens', form, 'email=ANN%40example.test&variant=restricted'),
  ].map(({ text }) => JSON.parse(text));

  expect(answers.map(({ userId }) => userId)).toEqual(Array(2).fill(issuer.devAuth.people.list()[0]?.id));
  expect(answers.map(({ accessToken }) => decodeJwt(accessToken).is_restricted)).toEqual([false, true]);
});

test.each(['', '{}', '{"email":"ann"}', '{"email":"ann@example.test","variant":"other"}'])(
  'refuses the body %s in a sentence',
  async (body) => {
    const issuer = await startIssuer();
    const answer = await issuer.send('POST', '/dev-auth/tokens', json, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).error).toMatch(/^The request does not fit: .+\.$/);
    expect(issuer.devAuth.people.list()).toEqual([]);
  },
);
