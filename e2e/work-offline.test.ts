import { accounts, companies } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import { addAccount, addSignal, expectSaved, signIn } from './deeds.ts';
import { openScreen } from './screens.ts';
import { expect, test } from './test.ts';
import { clearSky, isWrite, outage, problem } from './weather.ts';

test('edits made offline survive a reload and are sent once', async ({ device, server, email }) => {
  const { page, weather } = device;
  const client = server.client(email);
  const { id } = (await client(companies.create, { body: { name: 'Acme' } })).body;
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(id) });
  await expectSaved(page);

  outage(weather);
  await page.getByRole('textbox', { name: 'Description' }).fill('Written in a tunnel');
  await addAccount(page, 'Found in a tunnel');
  await addSignal(page, 'Digs');
  await expect(page.getByRole('button', { name: /^Your edits: Offline/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Found in a tunnel' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Your edits: Offline/ })).toBeVisible();
  await page.goto(paths.app.company(id));
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Written in a tunnel');

  weather.asked.length = 0;
  clearSky(weather);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expectSaved(page);
  expect((await client(companies.view, { params: { id } })).body).toMatchObject({
    version: 2,
    data: { description: 'Written in a tunnel' },
  });
  expect((await client(accounts.list)).body.items).toMatchObject([
    { name: 'Found in a tunnel', data: { buyingSignals: [{ title: 'Digs' }] } },
  ]);
  const keys = weather.asked.filter(isWrite).map(({ key }) => key);
  expect(keys.every((key) => key !== undefined)).toBe(true);
  expect(new Set(keys).size, 'nothing is sent twice').toBe(keys.length);
});

test('a session that ends in the middle of an edit keeps it, and signing in again sends it', async ({
  device,
  server,
  email,
}) => {
  const { page, weather } = device;
  const client = server.client(email);
  const { id } = (await client(companies.create, { body: { name: 'Acme' } })).body;
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(id) });
  await expectSaved(page);

  const ended = new Set(weather.asked.map(({ authorization }) => authorization));
  weather.weather = ({ path, authorization }) => {
    if (path.endsWith('/oauth/token')) return sessionEnded;
    return path.startsWith('/api/') && ended.has(authorization) ? problem(401, 'unauthenticated') : 'pass';
  };
  await page.getByRole('textbox', { name: 'Description' }).fill('Typed as the session ended');
  const banner = page.getByRole('region', { name: 'Your sign-in has ended' });
  await expect(banner).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Typed as the session ended');
  await banner.getByRole('button', { name: 'Sign in again' }).click();
  await signIn(page, email);
  await expectSaved(page);
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Typed as the session ended');
  expect((await client(companies.view, { params: { id } })).body).toMatchObject({
    version: 2,
    data: { description: 'Typed as the session ended' },
  });
});

/** As the sign-in service says it of a session that somebody ended elsewhere. */
const sessionEnded = {
  status: 401,
  headers: {
    'content-type': 'application/json',
    'x-stack-known-error': 'REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED',
  },
  body: JSON.stringify({
    code: 'REFRESH_TOKEN_NOT_FOUND_OR_EXPIRED',
    error: 'Refresh token not found or expired',
  }),
};
