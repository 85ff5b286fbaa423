import { accounts, campaigns, companies } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import { expectSaved, screenLink } from './deeds.ts';
import { seed } from './documents.ts';
import { press, reach, write } from './keyboard.ts';
import { openScreen } from './screens.ts';
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
  await page.keyboard.press('Enter');
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
  await press(page, page.getByRole('button', { name: 'Create an account' }));
  await write(page, page.getByLabel('E-mail address'), email);
  await write(page, page.getByLabel('Password', { exact: true }), password);
  await page.keyboard.press('Enter');
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

test('a part is moved, a list reordered, and a delete taken back, without a mouse', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const { companyId, campaignId } = await seed(client);
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(companyId) });
  const capabilities = page.getByRole('list', { name: 'Capabilities' });
  await press(page, capabilities.getByRole('button', { name: 'Move The second capability up' }));
  await expect(capabilities.getByRole('textbox').first()).toHaveValue('The second capability');
  await press(page, capabilities.getByRole('button', { name: 'Delete The first capability' }));
  await expect(capabilities.getByRole('textbox')).toHaveCount(1);
  await page.keyboard.press('Alt+t');
  await press(page, page.getByRole('button', { name: 'Undo' }).first());
  await expect(capabilities.getByRole('textbox')).toHaveCount(2);
  await expectSaved(page);
  expect((await client(companies.view, { params: { id: companyId } })).body.data.capabilities).toEqual([
    'The second capability',
    'The first capability',
  ]);

  await openScreen(page, { path: paths.app.campaign(companyId, campaignId) });
  const parts = page.getByRole('list', { name: 'Parts of the e-mail' });
  await reach(page, parts.getByRole('listitem').nth(1).getByRole('button', { name: /down$/ }));
  await page.keyboard.press('Enter');
  await expect(parts.getByRole('textbox').nth(2)).toHaveValue('The intro');
  await expectSaved(page);
});

test('the search opens with its keys, and leads to a document', async ({ device, server, email }) => {
  const { page } = device;
  const { companyId } = await seed(server.client(email));
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(companyId) });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('other persona');
  await expect(page.getByRole('status').filter({ hasText: '1 document' })).toBeVisible();
  await expect(page.getByRole('option', { name: /The other persona/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'The other persona' })).toBeVisible();
});
