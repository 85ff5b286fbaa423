import { type Client, campaigns, companies } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import { expectSaved, openTray } from './deeds.ts';
import type { Device } from './device.ts';
import { seed } from './documents.ts';
import { openScreen } from './screens.ts';
import { expect, test } from './test.ts';
import { clearSky, outage } from './weather.ts';

const comesBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));
const online = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')));

test('two devices that edit different fields keep both: no write takes back what the other wrote', async ({
  openDevice,
  server,
  email,
}) => {
  const [laptop, phone] = [await openDevice(), await openDevice({ viewport: { width: 390, height: 800 } })];
  const view = await onBoth([laptop, phone], server.client(email), email);
  outage(phone.weather);
  await phone.page.getByLabel('Category').fill('Cloud cost, from the phone');
  await laptop.page.getByRole('textbox', { name: 'Description' }).fill('From the laptop');
  await expectSaved(laptop.page);
  clearSky(phone.weather);
  await online(phone.page);
  await expect(phone.page.getByRole('textbox', { name: 'Description' })).toHaveValue('From the laptop');
  await expectSaved(phone.page);
  await comesBack(laptop.page);
  await expect(laptop.page.getByLabel('Category')).toHaveValue('Cloud cost, from the phone');
  expect(await view()).toMatchObject({
    version: 3,
    data: { description: 'From the laptop', businessProfile: { category: 'Cloud cost, from the phone' } },
  });
});

for (const choice of ['mine', 'theirs'] as const) {
  test(`two devices that edit the same field are asked, and ${choice} is kept`, async ({
    openDevice,
    server,
    email,
  }) => {
    const [laptop, phone] = [await openDevice(), await openDevice()];
    const view = await onBoth([laptop, phone], server.client(email), email);
    outage(phone.weather);
    await phone.page.getByRole('textbox', { name: 'Description' }).fill('Words of the phone');
    await laptop.page.getByRole('textbox', { name: 'Description' }).fill('Words of the laptop');
    await expectSaved(laptop.page);
    clearSky(phone.weather);
    await online(phone.page);
    await expect(phone.page.getByRole('button', { name: 'Your edits: 1 not saved' })).toBeVisible();
    await expect(
      phone.page.getByRole('textbox', { name: 'Description' }),
      'what was typed stays',
    ).toHaveValue('Words of the phone');

    const conflict = (await openTray(phone.page)).getByRole('article', { name: 'Changed in two places' });
    await expect(conflict.getByRole('radio', { name: /^Mine/ })).toBeVisible();
    await expect(conflict).toContainText('phone');
    await expect(conflict).toContainText('laptop');
    await conflict.getByRole('button', { name: `Keep ${choice}` }).click();
    const kept = choice === 'mine' ? 'Words of the phone' : 'Words of the laptop';
    await expect(phone.page.getByRole('textbox', { name: 'Description' })).toHaveValue(kept);
    await expect.poll(async () => (await view()).data.description).toBe(kept);
    await expectSaved(phone.page);
    await comesBack(laptop.page);
    await expect(laptop.page.getByRole('textbox', { name: 'Description' })).toHaveValue(kept);
  });
}

test('two devices that edit different parts of one e-mail keep both, and its text is that of both', async ({
  openDevice,
  server,
  email,
}) => {
  const [laptop, phone] = [await openDevice(), await openDevice()];
  const client = server.client(email);
  const { companyId, campaignId } = await seed(client);
  for (const device of [laptop, phone]) {
    await device.enter(email);
    await openScreen(device.page, { path: paths.app.campaign(companyId, campaignId) });
  }
  const part = ({ page }: Device, text: string) =>
    page.getByRole('list', { name: 'Parts of the e-mail' }).getByRole('textbox').filter({ hasText: text });
  outage(phone.weather);
  await part(phone, 'The intro').fill('Opened on the phone');
  await part(laptop, 'The cta').fill('Asked on the laptop');
  await expectSaved(laptop.page);
  clearSky(phone.weather);
  await online(phone.page);
  await expectSaved(phone.page);
  await expect(part(phone, 'Asked on the laptop')).toBeVisible();
  const { data } = (await client(campaigns.view, { params: { id: campaignId } })).body;
  expect(data.body).toBe('Opened on the phone\n\nThe pain-point\n\nAsked on the laptop\n\nThe signature');
});

test('a document that was deleted elsewhere is not there, and the edit of it is kept for the person', async ({
  openDevice,
  server,
  email,
}) => {
  const [laptop, phone] = [await openDevice(), await openDevice()];
  await onBoth([laptop, phone], server.client(email), email);
  outage(phone.weather);
  await phone.page.getByRole('textbox', { name: 'Description' }).fill('Written where it was gone');
  await laptop.page.getByRole('button', { name: 'More', exact: true }).click();
  await laptop.page.getByRole('menuitem', { name: 'Delete this company' }).click();
  await expectSaved(laptop.page);
  clearSky(phone.weather);
  await online(phone.page);
  await expect(phone.page.getByRole('button', { name: 'Your edits: 1 not saved' })).toBeVisible();
  const tray = await openTray(phone.page);
  await expect(tray.getByText('Written where it was gone')).toBeVisible();
  await expect(tray.getByText(/deleted meanwhile/)).toBeVisible();
});

/** One person, one company, open on all of these. Answers with what the server has of it. */
async function onBoth(devices: Device[], client: Client, email: string) {
  const { id } = (await client(companies.create, { body: { name: 'Acme', data: { description: 'Before' } } }))
    .body;
  for (const device of devices) {
    await device.enter(email);
    await openScreen(device.page, { path: paths.app.company(id) });
    await expect(device.page.getByRole('textbox', { name: 'Description' })).toHaveValue('Before');
  }
  return async () => (await client(companies.view, { params: { id } })).body;
}
