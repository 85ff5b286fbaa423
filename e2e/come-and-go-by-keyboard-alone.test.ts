import { accounts, campaigns, companies, me } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import { expectSaved, screenLink } from './deeds.ts';
import { seed } from './documents.ts';
import { chooseNext, press, reach, write } from './keyboard.ts';
import { claimOtherWords, dumpOf, leave, pathOf } from './left-behind.ts';
import { password } from './server.ts';
import { expect, test } from './test.ts';

test('from the landing page to an account, a signal, an e-mail, and the claim, without a mouse', async ({
  device: { page },
  server,
  email,
}) => {
  test.setTimeout(240_000);
  await page.goto('/');
  await write(page, page.getByLabel('Website of your company'), 'acme.test');
  await press(page, page.getByRole('button', { name: 'Write it by hand' }));
  await press(page, page.getByRole('button', { name: 'Create the company' }));
  await press(page, page.getByRole('button', { name: 'Add the first account' }));
  await write(page, page.getByRole('dialog').getByLabel('Name'), 'Mid-size SaaS');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/accounts\/[\w-]+$/);
  await press(page, page.getByRole('button', { name: 'Add a buying signal' }));
  await write(page, page.getByLabel('Title'), 'Hires a FinOps lead');
  await press(page, page.getByRole('button', { name: /persona$/ }).first());
  await write(page, page.getByRole('dialog').getByLabel('Name'), 'Head of Platform');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/personas\/[\w-]+$/);

  await press(page, screenLink(page, 'Campaigns'));
  await press(page, page.getByRole('main').getByRole('link', { name: 'New e-mail' }));
  await press(page, page.getByRole('button', { name: 'Next' }));
  await expect(page.getByRole('heading', { name: 'What is it about' })).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Next' }));
  await expect(page.getByRole('heading', { name: 'In which words' })).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Make the e-mail' }));
  await write(page, page.getByLabel('Subject', { exact: true }), 'Your cloud bill');
  await press(page, page.getByRole('button', { name: 'Add a part' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Typed into the new part');
  await expectSaved(page);

  await press(page, page.getByRole('link', { name: 'Sign in to keep it' }));
  await createAccount(page, email);
  await press(page, page.getByRole('button', { name: 'Bring it into my account' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Go on' }));

  const client = server.client(email);
  expect((await client(companies.list)).body.items).toMatchObject([{ name: 'Acme' }]);
  expect((await client(accounts.list)).body.items).toMatchObject([
    { data: { buyingSignals: [{ title: 'Hires a FinOps lead' }] } },
  ]);
  const [campaign] = (await client(campaigns.list)).body.items;
  expect(campaign).toMatchObject({ data: { subject: 'Your cloud bill' } });
  expect(JSON.stringify(campaign)).toContain('Typed into the new part');
});

test('two people use one browser after each other, without a mouse', async ({ device, server, email }) => {
  const { page } = device;
  await leave(device, dumpOf('handoff'));
  const [first, second] = [email, `other-${email}`];
  await page.goto(paths.signIn());
  await createAccount(page, first);
  await press(page, page.getByRole('button', { name: 'Bring it into my account' }));
  await press(page, page.getByRole('link', { name: 'Go on' }));
  await press(page, page.getByRole('button', { name: /^Signed in as/ }));
  await reach(page, page.getByRole('menuitem', { name: 'Sign out' }), 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/:\d+\/$/);

  await page.goto(paths.signIn());
  await createAccount(page, second);
  const told = page.getByRole('region', { name: 'Work of somebody else' });
  await press(page, told.getByRole('button', { name: 'Close' }));
  await expect(told).toHaveCount(0);
  await page.goto(paths.app.claim());
  await expect(page.getByText("The work in this browser is somebody else's")).toBeVisible();
  await expect(page.getByText('Acme')).toHaveCount(0);
  expect((await server.client(second)(companies.list)).body.items).toEqual([]);
  expect((await server.client(first)(companies.list)).body.items).toHaveLength(1);
});

test('an admin imports a file for somebody, who undoes it, without a mouse', async ({
  openDevice,
  server,
  email,
}) => {
  const admin = `admin-${email}`;
  const client = server.client(email);
  await client(me.view);
  await server.client(admin)(me.view);
  await server.sql("update users set role = 'admin' where email = $1", [admin]);
  const desk = await openDevice();
  await desk.enter(admin);
  await desk.page.goto(paths.app.admin);
  await write(desk.page, desk.page.getByRole('searchbox', { name: 'Search people' }), email);
  await press(desk.page, desk.page.getByRole('link', { name: `Import for ${email}` }));
  await write(desk.page, desk.page.getByLabel('Reason'), 'Asked by phone on Monday');
  const choosing = desk.page.waitForEvent('filechooser');
  await press(desk.page, desk.page.locator('input[type=file]'));
  await (await choosing).setFiles(pathOf('handoff'));
  await press(desk.page, desk.page.getByRole('button', { name: /^(Import|Bring)/ }).last());
  await expect(desk.page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  expect((await client(companies.list)).body.items).toHaveLength(1);

  const { page, enter } = await openDevice();
  await enter(email);
  await page.goto(paths.app.settings);
  await press(page, page.getByRole('link', { name: 'handoff.json' }));
  await press(page, page.getByRole('button', { name: 'Undo', exact: true }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }));
  await expect(page.getByText('The import is undone')).toBeVisible();
  expect((await client(companies.list)).body.items).toEqual([]);
});

test('what an old build left is brought along, and its text settled, without a mouse', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const words = 'What the second browser says.';
  const differing = await claimOtherWords(device, { client, email, words });
  await chooseNext(page, differing.getByRole('radio', { name: 'Keep the account’s' }));
  await expect(differing.getByRole('radio', { name: 'Take this browser’s' })).toBeChecked();
  await press(page, page.getByRole('button', { name: 'Bring it into my account' }));
  await press(page, page.getByRole('button', { name: 'Clear this browser' }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: /^Clear/ }));
  await expect(page).not.toHaveURL(/claim/); // A page of its own, which the browser loads anew.
  expect(await page.evaluate(() => localStorage.getItem('dashboard_overview'))).toBeNull();
  const [company] = (await client(companies.list)).body.items;
  expect(company).toMatchObject({ data: { description: words } });
});

test('an account is deleted without a mouse', async ({ device: { page, enter }, server, email }) => {
  await seed(server.client(email));
  await enter(email);
  const { userId } = await server.session(email);
  await page.goto(paths.app.settings);
  await press(page, page.getByRole('button', { name: 'Delete my account' }));
  const dialog = page.getByRole('dialog');
  await write(page, dialog.getByLabel(`Type ${email} to confirm`), email);
  await press(page, dialog.getByRole('button', { name: 'Delete for good' }));
  await expect(page).toHaveURL(/:\d+\/$/);
  expect(await server.sql('select from users where id = $1', [userId])).toEqual([]);
});

/** On the screen for signing in. */
async function createAccount(page: Page, email: string): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Create an account' }));
  await write(page, page.getByLabel('E-mail address'), email);
  await write(page, page.getByLabel('Password', { exact: true }), password);
  await page.keyboard.press('Enter');
}
