import { startWireServer, type WireServer } from '@blossomer/server/ai/wire';
import { startTestSite, type TestSite } from '@blossomer/server/website/test-site';
import { expect, type Page } from '@playwright/test';
import { test as base } from './test.ts';

interface Sources {
  /** The website of an invented company, on this machine. */
  site: TestSite;
  /** Its address as a person types it: a name of this machine that looks like one of the internet. */
  address: string;
  /** What answers in the place of a model, over the wire protocol of one. */
  wire: WireServer;
}

/** Journeys through a server that reads websites of this machine and asks a model on it. */
export const test = base.extend<{ freshWire: undefined }, Sources>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const site = await startTestSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  address: [
    async ({ site }, use) => use(site.url.replace('127.0.0.1', 'harborline.localhost')),
    { scope: 'worker' },
  ],
  wire: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const wire = await startWireServer();
      await use(wire);
      await wire.stop();
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ wire }, use) =>
      use({
        WEBSITE_ALLOW_LOOPBACK: 'true',
        AI_PROVIDERS: 'compatible',
        AI_COMPATIBLE_BASE_URL: wire.baseUrl('compatible'),
        AI_COMPATIBLE_MODEL: 'test-model',
      }),
    { scope: 'worker' },
  ],
  freshWire: [
    async ({ wire }, use) => {
      await use(undefined);
      wire.answerWith(null);
    },
    { auto: true },
  ],
});

export async function beginWithAddress(page: Page, address: string, context = ''): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Website of your company').fill(address);
  await page.getByLabel('Context').fill(context);
  await page.getByRole('button', { name: 'Begin with this company' }).click();
}

/** Until the company is written and on the screen. */
export async function expectCompany(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/company\/[\w-]+$/, { timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
}

/** On the screen of a company: account, persona, e-mail, each from the one before. */
export async function generateTheRest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Generate the first account' }).click();
  await confirm(page, 'Generate an account');
  await expect(page).toHaveURL(/\/accounts\/[\w-]+$/, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Generate one' }).click();
  await confirm(page, 'Generate a persona');
  await expect(page).toHaveURL(/\/personas\/[\w-]+$/, { timeout: 60_000 });
  await page.getByRole('main').getByRole('link', { name: 'Write an e-mail' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'What is it about' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Generate the e-mail' }).click();
  await expect(page).toHaveURL(/\/campaigns\/(?!new)[\w-]+$/, { timeout: 60_000 });
  await expect(page.getByLabel('Subject', { exact: true })).not.toHaveValue('');
}

async function confirm(page: Page, title: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
}

/** On the screen of a document; afterwards what changed is shown. */
export async function generateAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Generate again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Generate again' }).click();
  await expect(whatChanged(page)).toBeVisible({ timeout: 60_000 });
}

export function whatChanged(page: Page) {
  return page.getByRole('region', { name: 'What changed' });
}
