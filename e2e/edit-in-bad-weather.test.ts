import { accounts, companies } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Fault } from '../testing/weather-proxy.ts';
import { addAccount, expectSaved } from './deeds.ts';
import type { Device } from './device.ts';
import { openScreen } from './screens.ts';
import type { Server } from './server.ts';
import { expect, test } from './test.ts';
import { forecast, isWrite, problem } from './weather.ts';

const busy = problem(429, 'rate-limited', { 'retry-after': '1' });
const down = problem(503, 'unavailable', { 'retry-after': '1' });
const stale = problem(412, 'stale-version');

/** What befalls the first writes, in this order. */
const faults: Record<string, Fault[]> = {
  'are slow': [{ delayMilliseconds: 1500 }],
  'are cut before they arrive': ['cut', 'cut'],
  'are carried out and their answers are lost': ['drop-reply', 'drop-reply'],
  'are told to come later': [busy, busy],
  'meet a server that is down': [down, down],
  'meet somebody who says that they are stale': [stale],
  'meet all of that': ['cut', busy, 'drop-reply', down, 'drop-reply', stale],
};

for (const [what, coming] of Object.entries(faults)) {
  test(`an edit and a new account whose requests ${what} arrive once`, async ({ device, server, email }) => {
    const { page, weather } = device;
    const companyId = await ownCompany(device, server, email);
    await openScreen(page, { path: paths.app.company(companyId) });

    const left = forecast(weather, isWrite, coming);
    await page.getByRole('textbox', { name: 'Description' }).fill('Written in bad weather');
    await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Written in bad weather');
    await untilCalm(device, left);
    const { body } = await server.client(email)(companies.view, { params: { id: companyId } });
    expect(body).toMatchObject({ version: 2, data: { description: 'Written in bad weather' } });

    const leftAgain = forecast(weather, isWrite, coming);
    await addAccount(page, 'Mid-size SaaS');
    await untilCalm(device, leftAgain);
    const { items } = (await server.client(email)(accounts.list)).body;
    expect(items).toMatchObject([{ name: 'Mid-size SaaS', version: 1, companyId }]);
  });
}

test('a screen whose reading fails says what happened, never just that it failed, and has a way on', async ({
  device,
  server,
  email,
}) => {
  const { page, weather } = device;
  const companyId = await ownCompany(device, server, email);
  weather.weather = ({ method, path }) => (method === 'GET' && documents.test(path) ? down : 'pass');
  await page.goto(paths.app.company(companyId));
  const alert = page.getByRole('alert').first();
  await expect(alert).toBeVisible({ timeout: 60_000 });
  await expect(alert, 'more than an empty message').toHaveText(/.{30,}/);
  weather.weather = () => 'pass';
  await page
    .getByRole('button', { name: /Try again/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible();
});

const documents = /^\/api\/(company|accounts|personas|campaigns)\b/;

async function ownCompany(device: Device, server: Server, email: string): Promise<string> {
  const { body } = await server.client(email)(companies.create, {
    body: { name: 'Acme', data: { description: 'Before' } },
  });
  await device.enter(email);
  return body.id;
}

/** All that was to come has come, and everything is saved. The waits of the app are shortened as a person would: by coming back. */
async function untilCalm({ page }: Device, left: () => number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('online')));
        return left();
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  await expectSaved(page);
}
