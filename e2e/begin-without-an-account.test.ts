import { accounts, campaigns, companies, personas } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import { barriers } from './barriers.ts';
import {
  addAccount,
  addPersona,
  addSignal,
  beginOnLanding,
  expectSaved,
  screenLink,
  signIn,
  signOut,
  signUp,
  writeEmail,
} from './deeds.ts';
import { plainText, seed, workOf as workOfText } from './documents.ts';
import { fillPlayground } from './playground.ts';
import type { Server } from './server.ts';
import { expect, test } from './test.ts';

/** One of each, made by hand in the playground. */
async function makeWork(page: Page): Promise<void> {
  await beginOnLanding(page, 'acme.test', 'Sells to platform teams.');
  await page.getByLabel('Add a capability').fill('Finds idle machines');
  await page.getByLabel('Add a capability').press('Enter');
  await addAccount(page, 'Mid-size SaaS');
  await addSignal(page, 'Hires a FinOps lead');
  await addPersona(page, 'Head of Platform');
  await writeEmail(page, 'Your cloud bill');
  await expectSaved(page);
}

async function workOf(server: Server, email: string) {
  const client = server.client(email);
  const listed = await Promise.all([
    client(companies.list),
    client(accounts.list),
    client(personas.list),
    client(campaigns.list),
  ]);
  return listed.map(({ body }) => body.items);
}

test('a visitor makes work, signs up, brings it along, and nothing is lost', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  await makeWork(page);
  await page.getByRole('link', { name: 'Sign in to keep it' }).click();
  await signUp(page, email);

  await expect(page.getByRole('heading', { level: 1, name: 'Bring your work along' })).toBeVisible();
  await expect(page.getByText(/1 company, 1 account, 1 persona, 1 (e-mail|campaign)/).first()).toBeVisible();
  expect(await workOf(server, email), 'nothing is written before the person says so').toEqual([
    [],
    [],
    [],
    [],
  ]);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();

  const [[company], [account], [persona], [campaign]] = (await workOf(server, email)) as [
    [object],
    [object],
    [object],
    [object],
  ];
  expect(company).toMatchObject({
    name: 'Acme',
    data: { description: 'Sells to platform teams.', capabilities: ['Finds idle machines'] },
  });
  expect(account).toMatchObject({
    name: 'Mid-size SaaS',
    data: { buyingSignals: [{ title: 'Hires a FinOps lead' }] },
  });
  expect(persona).toMatchObject({ name: 'Head of Platform' });
  expect(campaign).toMatchObject({ data: { subject: 'Your cloud bill' } });

  await page.goto(paths.playground.home);
  await expect(page.getByRole('link', { name: 'Acme' }), 'the copy stays until it is cleared').toBeVisible();
  await page.goto('/app/claim');
  await page.getByRole('button', { name: 'Clear this browser' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear it' }).click();
  await expect(page).toHaveURL(/\/app/);
  await page.goto(paths.playground.home);
  await expect(page.getByRole('heading', { name: 'No company yet' })).toBeVisible();
  expect((await workOf(server, email)).map((items) => items.length)).toEqual([1, 1, 1, 1]);
});

test('no data of a person stays in the browser after sign-out: a second person sees nothing of it, and is told of claimed work, not offered it', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  await makeWork(page);
  await page.getByRole('link', { name: 'Sign in to keep it' }).click();
  await signUp(page, email);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await page.getByRole('link', { name: 'Go on' }).click();
  await screenLink(page, 'Campaigns').click();
  await signOut(page);
  expect(await keptOf(page, email), 'nothing of the first person is left').toEqual([]);

  await page.goto(paths.signIn());
  const other = `other-${email}`;
  await signUp(page, other);
  await expect(page.getByRole('region', { name: 'Work of somebody else' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No company yet' })).toBeVisible();
  await page.goto('/app/claim');
  await expect(page.getByText("The work in this browser is somebody else's")).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bring it into my account' })).toHaveCount(0);
  expect(await workOf(server, other)).toEqual([[], [], [], []]);

  await signOut(page);
  await page.goto(paths.signIn());
  await signIn(page, email);
  await expect(page.getByRole('link', { name: 'Acme' })).toBeVisible();
});

test('who edited one document in the playground and in the account says whose text stays before it comes in', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const work = workOfText(plainText);
  const { companyId: id } = await seed(client, work);
  await fillPlayground(device, {
    ...work,
    company: { ...work.company, data: { ...work.company.data, description: 'By the playground' } },
  });
  await device.enter(email);
  await page.goto(paths.app.claim());
  const differing = page.getByRole('list', { name: 'Documents that differ' });
  await expect(differing.getByRole('radio', { name: 'Keep the account’s' })).toBeChecked();
  await expect(differing).toContainText('By the playground');
  await differing.getByRole('radio', { name: 'Take the playground’s' }).click();
  await expect(page.getByRole('list', { name: 'Documents', exact: true })).toContainText('merged');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByRole('list', { name: 'Replaced' })).toContainText(
    work.company.data?.description ?? '',
  );
  expect(await barriers(page)).toEqual([]);
  const { body } = await client(companies.view, { params: { id } });
  expect(body.data.description).toBe('By the playground');
  await page.getByRole('button', { name: 'Clear this browser' }).click();
});

/** Everything that this browser keeps, names of databases included, as texts, that speaks of a person; the playground's and theme apart. */
async function keptOf(page: Page, email: string): Promise<string[]> {
  const kept = await page.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts: string[] = [document.cookie];
    for (const [key, value] of Object.entries({ ...localStorage, ...sessionStorage }))
      texts.push(`${key}=${value}`);
    for (const { name = '' } of await indexedDB.databases()) {
      texts.push(name);
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = await answer(database.transaction(store).objectStore(store).getAll());
        texts.push(...records.map((record) => `${name}: ${JSON.stringify(record)}`));
      }
      database.close();
    }
    return texts;
  });
  return kept.filter((text) => text.includes(email) || /^gtm\.(cache|outbox)\.(?!playground)/.test(text));
}
