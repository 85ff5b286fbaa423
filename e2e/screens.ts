import { paths } from '@blossomer/web/paths';
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
export function screensOfDocuments(ids: WorkIds): Screen[] {
  const { app } = paths;
  const { companyId, accountId, personaId, otherId, campaignId } = ids;
  return [
    { name: 'companies', path: app.home },
    { name: 'new-company', path: app.newCompany('acme.test') },
    { name: 'company', path: app.company(companyId) },
    { name: 'accounts', path: app.accounts(companyId) },
    { name: 'account', path: app.account(companyId, accountId) },
    { name: 'personas', path: app.personas(companyId) },
    { name: 'persona', path: app.persona(companyId, personaId) },
    { name: 'compare', path: app.comparePersonas(companyId, personaId, otherId) },
    { name: 'campaigns', path: app.campaigns(companyId) },
    { name: 'campaign', path: app.campaign(companyId, campaignId) },
    { name: 'campaign-as-text', path: `${app.campaign(companyId, campaignId)}?mode=text` },
    { name: 'wizard', path: app.newCampaign(companyId, { accountId, personaId }) },
    { name: 'map', path: app.map(companyId) },
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
