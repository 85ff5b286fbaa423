import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imports } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import type { Page } from '@playwright/test';
import { barriers, overflowing } from './barriers.ts';
import { endlessText, hostileText, hugeText, plainText, seed, workOf } from './documents.ts';
import { fillPlayground } from './playground.ts';
import {
  everyScreen,
  openScreen,
  type Screen,
  screensOfAdmins,
  screensOfDocuments,
  screensOfPlayground,
} from './screens.ts';
import type { Server } from './server.ts';
import { expect, test } from './test.ts';

for (const theme of ['light', 'dark'] as const) {
  test(`no screen has a barrier that axe finds, ${theme}`, async ({ openDevice, server, email }) => {
    test.setTimeout(600_000);
    const device = await openDevice({ colorScheme: theme });
    await device.enter(email);
    for (const screen of await screensFor(server, email)) {
      await openScreen(device.page, screen);
      await test.step(screen.name, async () =>
        expect.soft(await barriers(device.page), screen.name).toEqual([]),
      );
    }
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`no screen of somebody without an account has a barrier that axe finds, ${theme}`, async ({
    openDevice,
  }) => {
    test.setTimeout(600_000);
    const device = await openDevice({ colorScheme: theme });
    for (const screen of screensOfPlayground(await fillPlayground(device, workOf(plainText)))) {
      await openScreen(device.page, screen);
      expect.soft(await barriers(device.page), screen.name).toEqual([]);
    }
  });
}

for (const [width, why] of [
  [360, 'a phone'],
  [320, '400 % zoom'],
] as const) {
  test(`no screen scrolls sideways at ${width} px, ${why}`, async ({ openDevice, server, email }) => {
    test.setTimeout(600_000);
    const device = await openDevice({ viewport: { width, height: 640 } });
    await device.enter(email);
    for (const screen of await screensFor(server, email)) {
      await openScreen(device.page, screen);
      expect.soft(await overflowing(device.page), screen.name).toEqual([]);
    }
  });
}

for (const [what, text] of [
  ['that is plain', plainText],
  ['that wants to run a script', hostileText],
  ['of 10,000 characters in one word', endlessText],
] as const) {
  test(`in the playground, text ${what} is text on every screen of a phone, and fits`, async ({
    openDevice,
  }) => {
    test.setTimeout(600_000);
    const device = await openDevice({ viewport: { width: 320, height: 640 } });
    for (const screen of screensOfPlayground(await fillPlayground(device, workOf(text)))) {
      await openScreen(device.page, screen);
      expect.soft(await linksThatRun(device.page), screen.name).toEqual([]);
      expect.soft(await overflowing(device.page), screen.name).toEqual([]);
      expect.soft(device.complaints, screen.name).toEqual([]);
    }
  });
}

for (const [what, text] of [
  ['that wants to run a script', hostileText],
  ['of 10,000 characters in wide words', hugeText],
  ['of 10,000 characters in one word', endlessText],
] as const) {
  test(`text ${what} is text on every screen, and fits`, async ({ openDevice, server, email }) => {
    test.setTimeout(600_000);
    const device = await openDevice({ viewport: { width: 360, height: 740 } });
    await device.enter(email);
    const ids = await seed(server.client(email), workOf(text));
    for (const screen of screensOfDocuments(ids)) {
      await test.step(screen.name, () => openScreen(device.page, screen));
      expect.soft(await linksThatRun(device.page), screen.name).toEqual([]);
      expect.soft(await overflowing(device.page), screen.name).toEqual([]);
      expect.soft(device.complaints, screen.name).toEqual([]);
    }
  });
}

const handoff = join(import.meta.dirname, '../legacy/fixtures/handoff.json');

async function screensFor(server: Server, email: string): Promise<Screen[]> {
  const ids = await seed(server.client(email));
  await server.sql("update users set role = 'admin' where email = $1", [email]);
  const { userId } = await server.session(email);
  const dump = JSON.parse(await readFile(handoff, 'utf8')) as Record<string, string>;
  const { id } = (await server.client(email)(imports.create, { body: { dump } })).body;
  const receipt = { name: 'receipt', path: paths.app.receipt(id ?? '') };
  return [...everyScreen(ids), receipt, ...screensOfAdmins(userId)];
}

function linksThatRun(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[href], [src], [action], [formaction]')]
      .map((element) => element.outerHTML.slice(0, 200))
      .filter((html) => /(href|src|action)\s*=\s*["']?\s*(javascript|data:text)/i.test(html)),
  );
}
