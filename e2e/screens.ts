import { type PlacePaths, paths } from '@blossomer/web/paths';
import { expect, type Page } from '@playwright/test';
import type { WorkIds } from './documents.ts';

export interface Screen {
  name: string;
  path: string;
}

/** Every screen of the app for somebody with this work, and those that nobody must sign in for. */
export function everyScreen(ids: WorkIds): Screen[] {
  const { app } = paths;
  return [
    { name: 'landing', path: paths.landing },
    { name: 'sign-in', path: paths.signIn() },
    { name: 'not-found', path: '/nowhere' },
    ...screensOfDocuments(ids),
    { name: 'claim', path: '/app/claim' },
    { name: 'trash', path: app.trash },
    { name: 'settings', path: app.settings },
  ];
}

/** Those that show what is in the documents. */
export function screensOfDocuments(ids: WorkIds, place: PlacePaths = paths.app): Screen[] {
  const { companyId, accountId, personaId, otherId, campaignId } = ids;
  return [
    { name: 'companies', path: place.home },
    { name: 'new-company', path: place.newCompany('acme.test') },
    { name: 'company', path: place.company(companyId) },
    { name: 'accounts', path: place.accounts(companyId) },
    { name: 'account', path: place.account(companyId, accountId) },
    { name: 'personas', path: place.personas(companyId) },
    { name: 'persona', path: place.persona(companyId, personaId) },
    { name: 'compare', path: place.comparePersonas(companyId, personaId, otherId) },
    { name: 'campaigns', path: place.campaigns(companyId) },
    { name: 'campaign', path: place.campaign(companyId, campaignId) },
    { name: 'campaign-as-text', path: `${place.campaign(companyId, campaignId)}?mode=text` },
    { name: 'wizard', path: place.newCampaign(companyId, { accountId, personaId }) },
    { name: 'map', path: place.map(companyId) },
  ];
}

/** Of somebody without an account, whose work is in the browser. */
export function screensOfPlayground(ids: WorkIds): Screen[] {
  const { playground } = paths;
  const own = [
    ...screensOfDocuments(ids, playground),
    { name: 'trash', path: playground.trash },
    { name: 'settings', path: playground.settings },
  ];
  return [
    ...own.map(({ name, path }) => ({ name: `playground, ${name}`, path })),
    { name: 'sign-in, by nobody yet', path: paths.signIn() },
  ];
}

/** Of an admin. */
export function screensOfAdmins(userId: string): Screen[] {
  const { app } = paths;
  return [
    { name: 'admin', path: app.admin },
    { name: 'admin-import', path: app.adminImport(userId) },
    { name: 'audit', path: app.adminAudit },
  ];
}

/** Everything that was to come has come: no skeleton, one heading, fonts there. */
export async function openScreen(page: Page, { path }: Pick<Screen, 'path'>): Promise<void> {
  await page.goto(path);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('.animate-breathe')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}
