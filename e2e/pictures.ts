import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, campaigns, companies, me, personas } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expectSaved, signUp } from './deeds.ts';
import type { WorkIds } from './documents.ts';
import { dumpOf, leave } from './left-behind.ts';
import { everyScreen, openScreen, type Screen, screensOfAdmins, settled } from './screens.ts';
import { expect, test } from './test.ts';

const folder = join(import.meta.dirname, '../docs/screens');

const looks: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1160, height: 760 } },
  dark: { colorScheme: 'dark', viewport: { width: 1160, height: 760 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 780 } },
};

test('every screen in light, in dark and on a phone', async ({ openDevice, server, email }) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const client = server.client(email);
  await client(me.view);
  await server.sql("update users set role = 'admin' where email = $1", [email]);
  const first = await openDevice(looks.light);
  await first.enter(email);
  await fillWithExample(first.page);
  const screens = await screensOf(client, (await server.session(email)).userId);
  for (const [look, options] of Object.entries(looks)) {
    const device = await openDevice({ ...options, reducedMotion: 'reduce' });
    await device.enter(email);
    for (const screen of screens) {
      await openScreen(device.page, screen);
      await take(device.page, `${screen.name}-${look}`);
    }
    await takeClaim(await openDevice({ ...options, reducedMotion: 'reduce' }), `${look}-${email}`, look);
  }
  await writeFile(
    join(folder, 'README.md'),
    index([...screens.map(({ name }) => name), 'sign-in', 'claim', 'receipt']),
  );
});

async function fillWithExample(page: Page): Promise<void> {
  await openScreen(page, { path: paths.app.home });
  await page.getByRole('button', { name: 'Fill with an example' }).click();
  await expect(page.getByRole('heading', { name: 'No company yet' })).toHaveCount(0);
  await expectSaved(page);
}

async function screensOf(client: Client, userId: string): Promise<Screen[]> {
  const [company] = (await client(companies.list)).body.items;
  const all = (await client(personas.list)).body.items;
  const isOfTwo = ({ id, accountId }: { id: string; accountId: string }) =>
    all.some((other) => other.id !== id && other.accountId === accountId);
  const [persona, other] = all
    .filter(isOfTwo)
    .toSorted((one, two) => (one.accountId < two.accountId ? -1 : 1));
  const accountId = persona?.accountId ?? '';
  const [campaign] = (await client(campaigns.list, { query: { accountId } })).body.items;
  const ids: WorkIds = {
    companyId: company?.id ?? '',
    accountId,
    personaId: persona?.id ?? '',
    otherId: other?.id ?? '',
    campaignId: campaign?.id ?? '',
  };
  return [...everyScreen(ids), ...screensOfAdmins(userId)].filter(({ name }) => !signedOut.has(name));
}

/** Taken apart: of somebody who is not signed in yet. */
const signedOut = new Set(['claim', 'sign-in']);

/** With what an old build left, before and after. */
async function takeClaim({ page }: { page: Page }, email: string, look: string): Promise<void> {
  await leave({ page }, dumpOf('handoff'));
  await page.goto(paths.signIn());
  await settled(page);
  await take(page, `sign-in-${look}`);
  await signUp(page, email);
  await expect(page.getByRole('heading', { name: 'What comes in' })).toBeVisible(patience);
  await settled(page);
  await take(page, `claim-${look}`);
  await page.getByRole('button', { name: 'Bring it into my account' }).click();
  await expect(page.getByRole('heading', { name: 'What came in' })).toBeVisible(patience);
  await settled(page);
  await take(page, `receipt-${look}`);
}

/** An import, on a machine that may be busy. */
const patience = { timeout: 120_000 };

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

function index(names: string[]): string {
  const rows = names.map(
    (name) =>
      `| ${name} | [light](${name}-light.png) | [dark](${name}-dark.png) | [phone](${name}-phone.png) |`,
  );
  return `# Every screen

With the content of the example workspace, made by \`npm run screens\`.

| screen | light | dark | phone |
|---|---|---|---|
${rows.join('\n')}
`;
}
