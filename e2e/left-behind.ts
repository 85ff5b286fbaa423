import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, imports } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Locator, Page } from '@playwright/test';
import type { Device } from './device.ts';

const fixtures = join(import.meta.dirname, '../legacy/fixtures');

export function pathOf(name: string): string {
  return join(fixtures, `${name}.json`);
}

/** What a browser held that one of the old builds was used in. */
export function dumpOf(name: string): Record<string, string> {
  return JSON.parse(readFileSync(pathOf(name), 'utf8'));
}

/** Puts these strings into this browser, as those who used it before left them. */
export async function leave({ page }: { page: Page }, dump: Record<string, string>): Promise<void> {
  await page.goto('/');
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, Object.entries(dump));
}

/**
 * Somebody whose account has what an old build left comes with a browser in which the company is described in these words. Gives
 * the documents that the claim then asks about.
 */
export async function claimOtherWords(
  device: Device,
  { client, email, words }: { client: Client; email: string; words: string },
): Promise<Locator> {
  const dump = dumpOf('handoff');
  await client(imports.create, { body: { dump } });
  const overview = { ...JSON.parse(dump.dashboard_overview ?? ''), description: words };
  await leave(device, { ...dump, dashboard_overview: JSON.stringify(overview) });
  await device.enter(email);
  await device.page.goto(paths.app.claim());
  return device.page.getByRole('list', { name: 'Documents that differ' });
}
