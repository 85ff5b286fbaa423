import { expect, type Page } from '@playwright/test';
import { password } from './server.ts';

/** What a person does on the screens, by the names that they read there. */

/** From the landing page into a company of the playground that is written by hand. */
export async function beginOnLanding(page: Page, website: string, context: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Website of your company').fill(website);
  await page.getByLabel('Context').fill(context);
  await page.getByRole('button', { name: 'Write it by hand' }).click();
  await page.getByRole('button', { name: 'Create the company' }).click();
  await expect(page).toHaveURL(/\/playground\/company\/[\w-]+$/);
}

/** On the screen of a company. */
export async function addAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add the first account' }).click();
  await fillNew(page, 'New account', name);
  await expect(page).toHaveURL(/\/accounts\/[\w-]+$/);
}

/** On the screen of an account. */
export async function addPersona(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^(New|Add the first|Add a) persona$/ })
    .first()
    .click();
  await fillNew(page, 'New persona', name);
  await expect(page).toHaveURL(/\/personas\/[\w-]+$/);
}

async function fillNew(page: Page, title: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Adds a buying signal with this title on the screen of an account or a persona. */
export async function addSignal(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a buying signal' }).click();
  const row = page.getByRole('list', { name: 'Buying signals' }).getByRole('listitem').last();
  await row.getByLabel('Title').fill(title);
}

/** Through the wizard, with the account and the persona that are the only ones there. */
export async function writeEmail(page: Page, subject: string): Promise<void> {
  await screenLink(page, 'Campaigns').click();
  await page.getByRole('link', { name: 'New e-mail' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'What is it about' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Make the e-mail' }).click();
  await expect(page).toHaveURL(/\/campaigns\/(?!new)[\w-]+$/);
  await page.getByLabel('Subject', { exact: true }).fill(subject);
}

export function screenLink(page: Page, name: string) {
  return page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true });
}

export async function signUp(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Create an account' }).click();
  await fillPassword(page, email);
  await page.getByRole('button', { name: 'Create account' }).click();
}

export async function signIn(page: Page, email: string): Promise<void> {
  await fillPassword(page, email);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function fillPassword(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

/** Everything that was typed is with the server, or in the storage of the playground. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Your edits: Saved' })).toBeVisible();
}

export async function openTray(page: Page) {
  await page.getByRole('button', { name: /^Your edits/ }).click();
  return page.getByRole('dialog', { name: 'Your edits' });
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/:\d+\/$/);
}
