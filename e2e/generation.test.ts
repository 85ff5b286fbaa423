import { accounts, campaigns, companies, personas } from '@blossomer/contract';
import { answerFromSchema } from '@blossomer/server/ai/wire/answer';
import type { Page } from '@playwright/test';
import { expectSaved, screenLink } from './deeds.ts';
import {
  beginWithAddress,
  expectCompany,
  generateAgain,
  generateTheRest,
  test,
  whatChanged,
} from './generation.ts';
import type { Server } from './server.ts';
import { expect } from './test.ts';

function textbox(page: Page, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}

async function workOf(server: Server, email: string) {
  const client = server.client(email);
  const [made, found, people, written] = await Promise.all([
    client(companies.list),
    client(accounts.list),
    client(personas.list),
    client(campaigns.list),
  ]);
  return [made.body.items, found.body.items, people.body.items, written.body.items] as const;
}

test('from an address to company, account, persona and e-mail, signed in', async ({
  device,
  server,
  email,
  address,
}) => {
  const { page } = device;
  await device.enter(email);
  await beginWithAddress(page, address, 'Wholesalers of drinks buy first.');
  await expect(page.getByRole('heading', { level: 1, name: /^A company from/ })).toBeVisible();
  await expectCompany(page);
  expect(page.url()).toContain('/app/company/');
  await expect(page.getByText(/^Written by test-model, from \d+ pages?/)).toBeVisible();
  await page.getByRole('button', { name: /^(Fact|Inference): where “Description”/ }).press('Enter');
  await expect(page.getByRole('dialog', { name: /^An? (fact|inference)$/i })).toBeVisible();
  await page.keyboard.press('Escape');
  await generateTheRest(page);
  const work = await workOf(server, email);
  expect(work.map((items) => items.length)).toEqual([1, 1, 1, 1]);
  const [[company], [account], [persona], [mail]] = work;
  expect(company).toMatchObject({ url: `${address}/` });
  expect(mail).toMatchObject({ type: 'email', accountId: account?.id, personaId: persona?.id });
});

test('the same in the playground, and the server keeps nothing of it', async ({
  device: { page },
  server,
  address,
}) => {
  const [before] = await server.sql('select count(*)::int as count from generations');
  await beginWithAddress(page, address);
  await expectCompany(page);
  expect(page.url()).toContain('/playground/company/');
  await generateTheRest(page);
  await page.reload();
  await expect(page.getByLabel('Subject', { exact: true })).not.toHaveValue('');
  expect(await server.sql('select count(*)::int as count from generations')).toEqual([before]);
});

test('one that is cancelled writes nothing, and can be begun again', async ({
  device,
  server,
  email,
  address,
  wire,
}) => {
  const { page } = device;
  await device.enter(email);
  wire.answerWith(() => ({ hang: true }));
  await beginWithAddress(page, address);
  await expect(page.getByText('Writing the company').first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'You stopped it' })).toBeVisible();
  expect((await workOf(server, email))[0]).toEqual([]);
  wire.answerWith(null);
  await page.getByRole('button', { name: 'Start again' }).click();
  await expectCompany(page);
});

test('a reload in the middle shows the same again, and it goes on', async ({
  device,
  email,
  address,
  wire,
}) => {
  const { page } = device;
  await device.enter(email);
  wire.answerWith((request) => ({
    value: answerFromSchema(request),
    charactersPerFrame: 24,
    millisecondsBetweenFrames: 25,
  }));
  await beginWithAddress(page, address);
  await expect(page.getByText('Writing the company').first()).toBeVisible();
  const overview = page.locator('section', { has: page.getByRole('heading', { name: 'Overview' }) });
  await expect(overview.locator('p')).not.toBeEmpty();
  const text = await overview.locator('p').textContent();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await expect(overview).toContainText(text ?? '');
  await expectCompany(page);
  await expect(textbox(page, 'Description')).toHaveValue(text ?? '');
});

test('a guest who reloads in the middle is told that it is over, and starts again', async ({
  device: { page },
  address,
  wire,
}) => {
  wire.answerWith(() => ({ hang: true }));
  await beginWithAddress(page, address);
  await expect(page.getByText('Writing the company').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The page was left in the middle' })).toBeVisible();
  wire.answerWith(null);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectCompany(page);
});

test('a model that fails is named, and one goes on by hand with the same address', async ({
  device,
  email,
  address,
  wire,
}) => {
  const { page } = device;
  await device.enter(email);
  wire.answerWith(() => ({ status: 500 }));
  await beginWithAddress(page, address, 'Heads of purchasing buy.');
  const failure = page.getByRole('alert');
  await expect(failure).toContainText('Provider: compatible', { timeout: 60_000 });
  await expect(failure.getByRole('button', { name: 'Try again' })).toBeVisible();
  await failure.getByRole('button', { name: 'Continue by hand' }).click();
  await expect(textbox(page, 'Website')).toHaveValue(address);
  await expect(textbox(page, 'Context')).toHaveValue('Heads of purchasing buy.');
  await textbox(page, 'Name').fill('Harborline');
  await page.getByRole('button', { name: 'Create the company' }).click();
  await expectCompany(page);
});

test('an address that leads nowhere is told with a sentence, and can be edited', async ({
  device: { page },
}) => {
  await beginWithAddress(page, 'nobody.internal');
  await expect(page.getByRole('alert')).toContainText('nobody.internal', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Edit the address' }).click();
  await expect(textbox(page, 'Website')).toHaveValue('nobody.internal');
});

test('generated again, an edit stays, and each change can be turned around', async ({
  device,
  email,
  address,
  wire,
}) => {
  const { page } = device;
  await device.enter(email);
  await beginWithAddress(page, address);
  await expectCompany(page);
  const category = textbox(page, 'Category');
  const description = textbox(page, 'Description');
  const [first, generated] = [await description.inputValue(), await category.inputValue()];
  await category.fill('As I call it');
  await expectSaved(page);
  wire.answerWith((request) => {
    const value = answerFromSchema(request) as Record<string, unknown>;
    return { value: { ...value, description: 'Said another way.' } };
  });
  await generateAgain(page);
  await expect(description).toHaveValue('Said another way.');
  await expect(category).toHaveValue('As I call it');
  const panel = whatChanged(page);
  await panel.getByRole('button', { name: 'Use generated: Business profile: category' }).click();
  await expect(category).toHaveValue(generated);
  await panel.getByRole('button', { name: 'Back to mine: Business profile: category' }).click();
  await panel.getByRole('button', { name: 'Restore mine: Description' }).click();
  await expect(description).toHaveValue(first);
  await expectSaved(page);
  await panel.getByRole('button', { name: 'Reset to generated' }).click();
  await expect(description).toHaveValue('Said another way.');
  await expect(category).toHaveValue(generated);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(category).toHaveValue('As I call it');
  await panel.getByRole('button', { name: 'Accept all' }).click();
  await expect(panel).toHaveCount(0);
  await expectSaved(page);
  await page.reload();
  await expect(category).toHaveValue('As I call it');
  await expect(page.getByText(/^Written by test-model/)).toBeVisible();
  await expect(whatChanged(page)).toHaveCount(0);
});

test('an account says that its company changed since, until that is put away', async ({
  device,
  email,
  address,
}) => {
  const { page } = device;
  await device.enter(email);
  await beginWithAddress(page, address);
  await expectCompany(page);
  await page.getByRole('button', { name: 'Generate the first account' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Generate', exact: true }).click();
  await expect(page).toHaveURL(/\/accounts\/[\w-]+$/, { timeout: 60_000 });
  const account = page.url();
  const notice = page.getByText('Company changed since this was written');
  await screenLink(page, 'Company').click();
  await textbox(page, 'Category').fill('Something else');
  await expectSaved(page);
  await page.goto(account);
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/^Written by/)).toBeVisible();
  await expect(notice).toHaveCount(0);
});
