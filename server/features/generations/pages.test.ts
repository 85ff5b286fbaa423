import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Tools } from '../../generation/generate.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import type { SitePage } from '../../website/website.ts';
import { aCompany, beginAndEnd } from './test-following.ts';
import { scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ generation: script });
});
afterAll(() => server.stop());

const page = (url: string): SitePage => ({
  ...{ url, finalUrl: url, title: 'Acme', description: '', siteName: 'Acme', headings: [] },
  ...{ markdown: 'Acme sells bolts.', language: 'en', fetchedAt: new Date() },
});

/** What this person's generation does with its pages. */
async function within<Result>(ann: Person, use: (cache: Tools['cache']) => Promise<Result>): Promise<Result> {
  let result: Result | undefined;
  script.follow(async (work, tools) => {
    result = await use(tools.cache);
    return writes()(work, tools);
  });
  await beginAndEnd(ann, aCompany);
  return result as Result;
}

test('a page is kept for its person for seven days, and what is older goes when something new comes', async () => {
  const [ann, bob] = [await newPerson(server), await newPerson(server)];
  const [old, fresh] = [page('https://acme.test/'), page('https://acme.test/pricing')];
  await within(ann, (cache) => cache.put(old));
  expect(await within(ann, ({ get }) => get(old.url))).toEqual(old);
  expect(await within(bob, ({ get }) => get(old.url))).toBeNull();

  const stored = () =>
    asSuperuser(server.databases.superuserUrl, async (client) => {
      const { rows } = await client.query('select url from website_pages order by url');
      return rows.map(({ url }) => url);
    });
  await asSuperuser(server.databases.superuserUrl, (client) =>
    client.query(`update website_pages set fetched_at = now() - interval '7 days'`),
  );
  expect(await within(ann, ({ get }) => get(old.url))).toBeNull();
  expect(await stored()).toEqual([old.url]);
  await within(ann, (cache) => cache.put(fresh));
  expect(await stored()).toEqual([fresh.url]);
});

test('a page that was read again takes the place of the one before, and an endless address is kept by nobody', async () => {
  const ann = await newPerson(server);
  const first = page('https://acme.test/');
  const again = { ...first, markdown: 'Acme sells nuts.', fetchedAt: new Date(Date.now() + 1000) };
  const endless = page(`https://acme.test/${'a'.repeat(2000)}`);
  const found = await within(ann, async (cache) => {
    for (const one of [first, again, endless]) await cache.put(one);
    return [await cache.get(first.url), await cache.get(endless.url)];
  });
  expect(found).toEqual([again, null]);
});
