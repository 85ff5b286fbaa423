import { type Migration, migration } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import { signUp } from './deeds.ts';
import type { Device } from './device.ts';
import { seed } from './documents.ts';
import { dumpOf, leave } from './left-behind.ts';
import type { Server } from './server.ts';
import { expect, test } from './test.ts';

const isComparison = ({ path }: { path: string }) => path === '/api/me/migration/compare';

test('who brought their work along goes step by step to the account alone, each by a comparison', async ({
  device,
  server,
  email,
}) => {
  const { page, weather } = device;
  await leave(device, dumpOf('handoff'));
  await page.goto(paths.signIn());
  await signUp(page, email);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your work is in your account' })).toBeVisible();

  // Nor does the page compare by itself meanwhile.
  weather.weather = (asked) => (isComparison(asked) ? 'cut' : 'pass');
  await page.goto(paths.app.settings);
  await expect(here(page)).toContainText('Account and copy');
  await expect(section(page)).toContainText('The copy was not compared in this step yet.');
  await expect(steps(page), 'nothing is offered before it was compared').toHaveCount(0);
  weather.weather = () => 'pass';
  await compare(page);
  await expect(section(page)).toContainText('4 documents are the same, and none differs.');
  expect(await mirrored(page)).toHaveLength(4);

  await steps(page).filter({ hasText: 'Go on to: Account first' }).click();
  await expect(here(page)).toContainText('Account first');
  await expect(section(page)).toContainText('The copy was not compared in this step yet.');
  await expect(steps(page)).toHaveText(['Back to: Account and copy']);
  await compare(page);
  await expect(section(page)).toContainText('the copy goes from this browser, and there is no way back');
  await steps(page).filter({ hasText: 'Go on to: Account alone' }).click();
  await expect(here(page)).toContainText('Account alone');
  await expect(steps(page)).toHaveCount(0);
  expect(await mirrored(page), 'the copy is gone').toEqual([]);
  expect((await standing(server, email)).phase).toBe('db-only');
});

test('a copy that differs is told by name and field, and a step that was offered before is refused with a sentence', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const { companyId } = await seed(client);
  await client(migration.step, { body: { phase: 'hybrid' } });
  await device.enter(email);
  await page.goto(paths.app.settings);
  await compare(page);
  const forward = steps(page).filter({ hasText: 'Go on to: Account first' });
  await expect(forward).toBeVisible();

  await damage(device, companyId);
  // Another browser of theirs, which holds nothing.
  await client(migration.compare, { body: { entities: [] } });
  await forward.click();
  await expect(page.getByText('The last comparison found differences')).toBeVisible();
  await expect(forward, 'what the server refused is not offered again').toHaveCount(0);
  expect((await standing(server, email)).phase).toBe('hybrid');

  await compare(page);
  const differences = section(page).getByRole('list', { name: 'Differences' }).getByRole('listitem');
  await expect(differences).toHaveText(['company: The company differs in the copy: Description']);
  await expect(section(page)).toContainText('4 documents are the same, 1 is not.');
  await expect(forward).toHaveCount(0);

  await section(page).getByRole('button', { name: 'Make the copy anew' }).click();
  await expect(forward).toBeVisible();
  await expect(differences).toHaveCount(0);
});

function section(page: Page) {
  return page.getByRole('region', { name: 'From the browser to your account' });
}

function here(page: Page) {
  return section(page).locator('[aria-current=step]');
}

function steps(page: Page) {
  return section(page).getByRole('button', { name: /^(Go on|Back) to/ });
}

async function compare(page: Page): Promise<void> {
  await section(page).getByRole('button', { name: 'Compare now' }).click();
  await expect(section(page)).toContainText('Last compared');
  await expect(section(page).getByRole('button', { name: 'Compare now' })).toBeEnabled();
}

async function standing(server: Server, email: string): Promise<Migration> {
  return (await server.client(email)(migration.view)).body;
}

/** The keys of the copy. */
function mirrored(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('gtm.mirror.') && key.includes('.doc.')),
  );
}

/** As a full disk or an extension might: the copy of a company says something that was never saved. */
function damage({ page }: Device, companyId: string): Promise<void> {
  return page.evaluate((id) => {
    const key = Object.keys(localStorage).find((name) => name.endsWith(`.doc.company.${id}`)) ?? '';
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null');
    kept.document.data.description = 'Never saved';
    localStorage.setItem(key, JSON.stringify(kept));
  }, companyId);
}
