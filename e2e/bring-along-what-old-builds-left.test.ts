import { accounts, type Client, campaigns, companies, imports, personas } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Asked } from '../testing/weather-proxy.ts';
import { signUp } from './deeds.ts';
import type { Device } from './device.ts';
import { claimOtherWords, dumpOf, leave } from './left-behind.ts';
import { expect, test } from './test.ts';
import { forecast } from './weather.ts';

/** What is in each, by its own words. */
const dumps = {
  handoff: [1, 1, 1, 1],
  'customer-profiles': [1, 1, 1, 0],
  'playground-drafts': [1, 1, 1, 1],
};

for (const [name, counts] of Object.entries(dumps)) {
  test(`what ${name} left in the browser comes in with a receipt, and is undone`, async ({
    device,
    server,
    email,
  }) => {
    const { page } = device;
    const dump = dumpOf(name);
    await leave(device, { ...dump, blossomer_api_key: 'sk-secret', sidebarCollapsed: 'true' });
    await page.goto(paths.signIn());
    await signUp(page, email);
    await expect(page.getByRole('heading', { level: 1, name: 'Bring your work along' })).toBeVisible();
    await page.getByRole('button', { name: 'Bring it into my account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();
    const client = server.client(email);
    expect(await countsOf(client)).toEqual(counts);

    const [kept] = (await client(imports.list)).body.items;
    const raw = (await client(imports.raw, { params: { id: kept?.id ?? '' } })).body;
    expect(raw, 'nothing but the work was sent').toEqual(dump);
    expect(await storedBy(device, 'sidebarCollapsed'), 'the browser keeps what was there').toBe('true');

    await page.getByRole('link', { name: 'Open it there' }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('The import is undone')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'What the undo did' })).toBeVisible();
    expect(await countsOf(client)).toEqual([0, 0, 0, 0]);
  });
}

test('a second click and a lost reply double nothing', async ({ device, server, email }) => {
  const { page, weather } = device;
  await leave(device, dumpOf('handoff'));
  await page.goto(paths.signIn());
  await signUp(page, email);
  const isImport = ({ method, path }: Asked) => method === 'POST' && path === '/api/imports';
  forecast(weather, isImport, ['drop-reply', 'drop-reply']);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  const done = page.getByRole('heading', { level: 1, name: 'Your work is in your account' });
  const again = page.getByRole('button', { name: 'Try again' });
  // Over a connection that was used before, Chromium asks once more by itself.
  await expect(done.or(again)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await expect(done).toBeVisible();
  expect(weather.asked.filter(isImport).length).toBeGreaterThan(2);
  expect(await countsOf(server.client(email))).toEqual([1, 1, 1, 1]);
});

test('a tab that died between upload and receipt goes on where it stopped', async ({
  device,
  server,
  email,
}) => {
  const { page, weather } = device;
  await leave(device, dumpOf('handoff'));
  await page.goto(paths.signIn());
  await signUp(page, email);
  weather.weather = ({ path }) => (/\/api\/imports\/.*\/raw/.test(path) ? 'cut' : 'pass');
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByText('It did not finish')).toBeVisible();
  const other = await device.context.newPage();
  await page.close();
  weather.weather = () => 'pass';
  await other.goto(paths.app.home);
  await expect(other.getByText('Bringing your work along was interrupted.')).toBeVisible();
  await other.getByRole('link', { name: 'Bring it along' }).click();
  await other.getByRole('button', { name: 'Go on' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();
  expect(await countsOf(server.client(email))).toEqual([1, 1, 1, 1]);
});

test('a second browser with other words: the document is shown with both texts, and neither is lost', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const words = 'What the second browser says.';
  const differing = await claimOtherWords(device, { client, email, words });
  await expect(differing).toContainText('Acme Cloud');
  await expect(differing).toContainText(words);
  await expect(differing.getByRole('radio', { name: 'Keep the account’s' })).toBeChecked();
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();
  const description = async () => {
    const [company] = (await client(companies.list)).body.items;
    return company && 'data' in company ? company.data.description : undefined;
  };
  expect(await description(), 'nothing was overwritten').toBe('Infra cost tool.');
  await page.getByRole('button', { name: /^Yours stays/ }).click();
  await page.getByRole('button', { name: 'Show what this import said there' }).click();
  await expect(page.getByText(words)).toBeVisible();
});

function storedBy({ page }: Device, key: string): Promise<string | null> {
  return page.evaluate((name) => localStorage.getItem(name), key);
}

async function countsOf(client: Client): Promise<number[]> {
  const lists = await Promise.all([
    client(companies.list),
    client(accounts.list),
    client(personas.list),
    client(campaigns.list),
  ]);
  return lists.map(({ body }) => body.items.length);
}
