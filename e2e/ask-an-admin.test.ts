import { join } from 'node:path';
import { companies, me } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import { seed } from './documents.ts';
import { expect, test } from './test.ts';

const dump = join(import.meta.dirname, '../legacy/fixtures/handoff.json');

test('an admin imports for somebody with a reason; the person sees it and undoes it', async ({
  openDevice,
  server,
  email,
}) => {
  const admin = `admin-${email}`;
  const { userId } = await server.session(email);
  await server.client(email)(me.view);
  await server.client(admin)(me.view);
  await server.sql("update users set role = 'admin' where email = $1", [admin]);

  const desk = await openDevice();
  await desk.enter(admin);
  await desk.page.goto(paths.app.admin);
  await desk.page.getByRole('searchbox', { name: 'Search people' }).fill(email);
  await desk.page.getByRole('link', { name: `Import for ${email}` }).click();
  await expect(desk.page).toHaveURL(new RegExp(userId));
  await desk.page.getByLabel('Reason').fill('Asked by phone on Monday');
  await desk.page.locator('input[type=file]').setInputFiles(dump);
  expect((await server.client(email)(companies.list)).body.items, 'a try writes nothing').toEqual([]);
  await desk.page
    .getByRole('button', { name: /^(Import|Bring)/ })
    .last()
    .click();
  await expect(desk.page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  await desk.page.goto(paths.app.adminAudit);
  await expect(desk.page.getByText('Asked by phone on Monday').first()).toBeVisible();

  const home = await openDevice();
  await home.enter(email);
  await home.page.goto(paths.app.settings);
  await expect(home.page.getByText('by an admin').first()).toBeVisible();
  await expect(home.page.getByText('Asked by phone on Monday').first()).toBeVisible();
  await home.page.getByRole('link', { name: 'handoff.json' }).click();
  await home.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await home.page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
  await expect(home.page.getByText('The import is undone')).toBeVisible();
  expect((await server.client(email)(companies.list)).body.items).toEqual([]);
});

test('nobody else finds the screens of admins', async ({ device, email }) => {
  await device.enter(email);
  for (const path of [paths.app.admin, paths.app.adminAudit, paths.app.adminImport('somebody')]) {
    await device.page.goto(path);
    await expect(device.page.getByRole('heading', { level: 1, name: /not|nothing/i })).toBeVisible();
  }
});

test('an account is deleted after its address was typed, with everything in it', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  await seed(server.client(email));
  await device.enter(email);
  const { userId } = await server.session(email);
  await page.goto(paths.app.settings);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`Type ${email} to confirm`).fill('somebody@example.test');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog.getByText('This is not the address of this account.')).toBeVisible();
  await dialog.getByLabel(`Type ${email} to confirm`).fill(email);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/:\d+\/$/);
  for (const table of ['companies', 'accounts', 'personas', 'campaigns', 'revisions']) {
    expect(await server.sql(`select from ${table} where user_id = $1`, [userId]), table).toEqual([]);
  }
  await page.goto(paths.app.home);
  await expect(page).toHaveURL(/\/sign-in/);
});
