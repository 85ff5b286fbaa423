import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import {
  addAccount,
  addPersona,
  addSignal,
  beginOnLanding,
  expectSaved,
  openTray,
  screenLink,
} from './deeds.ts';
import { expect, test } from './test.ts';

test('the back button goes through the wizard and forgets nothing', async ({ device: { page } }) => {
  await beginOnLanding(page, 'acme.test', '');
  await addAccount(page, 'Mid-size SaaS');
  await addPersona(page, 'Head of Platform');
  await screenLink(page, 'Campaigns').click();
  await page.getByRole('link', { name: 'New e-mail' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Use case in your own words').fill('Cut the cloud bill');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Social proof').fill('Saved a third');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'What is it about' })).toBeVisible();
  await expect(page.getByLabel('Use case in your own words')).toHaveValue('Cut the cloud bill');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Whom do you write to' })).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(page.getByLabel('Social proof')).toHaveValue('Saved a third');
  await page.getByRole('button', { name: 'Make the e-mail' }).click();
  await expect(page).toHaveURL(/\/campaigns\/(?!new)[\w-]+$/);
  await page.goBack();
  await screenLink(page, 'Campaigns').click();
  await expect(page.getByText('1 e-mail', { exact: true }), 'it was made once').toBeVisible();
});

test('two tabs of the playground agree, and editing different fields keeps both', async ({ device }) => {
  const { page, context } = device;
  await beginOnLanding(page, 'acme.test', '');
  await expectSaved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('Category').fill('Of the other tab');
  await page.getByLabel('Business model').fill('Of this tab');
  await expect(page.getByLabel('Category')).toHaveValue('Of the other tab');
  await expect(other.getByLabel('Business model')).toHaveValue('Of this tab');
  await expectSaved(page);
  await page.reload();
  await expect(page.getByLabel('Category')).toHaveValue('Of the other tab');
  await expect(page.getByLabel('Business model')).toHaveValue('Of this tab');
});

test('a browser that is full says so, keeps what was typed, and saves it when there is room', async ({
  device: { page },
}) => {
  await beginOnLanding(page, 'acme.test', '');
  await expectSaved(page);
  await fill(page);
  await page.getByRole('textbox', { name: 'Description' }).fill('x'.repeat(9000));
  await expect(page.getByRole('button', { name: 'Your edits: 1 not saved' })).toBeVisible();
  const tray = await openTray(page);
  await expect(tray.getByRole('article', { name: 'Not saved: edited' })).toContainText(/full|room|space/i);
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('x'.repeat(9000));
  await page.evaluate(() => localStorage.removeItem('of-another-page'));
  await tray.getByRole('button', { name: 'Try again' }).click();
  await expect(tray.getByText(/Everything is saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('x'.repeat(9000));
});

/** As another page of the same address would, up to the last character. */
function fill(page: Page): Promise<void> {
  return page.evaluate(() => {
    let text = 'x'.repeat(5 * 1024 * 1024);
    for (let step = text.length; step >= 1; step = Math.floor(step / 2)) {
      try {
        localStorage.setItem('of-another-page', text);
        text += 'x'.repeat(step);
      } catch {
        text = text.slice(0, Math.max(0, text.length - step));
      }
    }
  });
}

test('the first signal of an empty list is added, and editing one signal touches no other', async ({
  device: { page },
}) => {
  await beginOnLanding(page, 'acme.test', '');
  await addAccount(page, 'Mid-size SaaS');
  for (const title of ['First', 'Second']) {
    await addSignal(page, title);
    await signal(page, title === 'First' ? 0 : 1)
      .getByLabel('How to detect it')
      .fill(`Where ${title} is seen`);
  }
  await signal(page, 0).getByLabel('Title').fill('First, renamed');
  await signal(page, 0).getByLabel('Priority').selectOption('High');
  await expectSaved(page);
  await page.reload();
  await expect(signal(page, 0).getByLabel('Title')).toHaveValue('First, renamed');
  await expect(signal(page, 0).getByLabel('How to detect it')).toHaveValue('Where First is seen');
  await expect(signal(page, 1).getByLabel('Title')).toHaveValue('Second');
  await expect(signal(page, 1).getByLabel('How to detect it')).toHaveValue('Where Second is seen');
});

function signal(page: Page, index: number) {
  return page.getByRole('list', { name: 'Buying signals' }).getByRole('listitem').nth(index);
}

test('what is not there is said, with a way on, and nothing redirects elsewhere', async ({
  device: { page },
}) => {
  await beginOnLanding(page, 'acme.test', '');
  const companyId = page.url().split('/').at(-1) ?? '';
  const nobody = '00000000-0000-7000-8000-000000000000';
  const { playground } = paths;
  for (const path of [
    playground.company(nobody),
    playground.account(companyId, nobody),
    playground.persona(companyId, nobody),
    playground.campaign(companyId, nobody),
    '/playground/nowhere',
    '/nowhere',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: /not|nothing|nowhere/i })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(path);
  }
});
