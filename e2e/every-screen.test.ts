import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { endlessText, hostileText, hugeText, seed, workOf } from './documents.ts';
import { everyScreen, openScreen, type Screen, screensOfAdmins, screensOfDocuments } from './screens.ts';
import type { Server } from './server.ts';
import { expect, test } from './test.ts';

for (const theme of ['light', 'dark'] as const) {
  test(`no screen has a barrier that axe finds, ${theme}`, async ({ openDevice, server, email }) => {
    test.setTimeout(240_000);
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

for (const [width, why] of [
  [360, 'a phone'],
  [320, '400 % zoom'],
] as const) {
  test(`no screen scrolls sideways at ${width} px, ${why}`, async ({ openDevice, server, email }) => {
    test.setTimeout(240_000);
    const device = await openDevice({ viewport: { width, height: 640 } });
    await device.enter(email);
    for (const screen of await screensFor(server, email)) {
      await openScreen(device.page, screen);
      expect.soft(await overflowing(device.page), screen.name).toEqual([]);
    }
  });
}

for (const [what, text] of [
  ['that wants to run a script', hostileText],
  ['of 10,000 characters in wide words', hugeText],
  ['of 10,000 characters in one word', endlessText],
] as const) {
  test(`text ${what} is text on every screen, and fits`, async ({ openDevice, server, email }) => {
    test.setTimeout(240_000);
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

async function screensFor(server: Server, email: string): Promise<Screen[]> {
  const ids = await seed(server.client(email));
  await server.sql("update users set role = 'admin' where email = $1", [email]);
  const { userId } = await server.session(email);
  return [...everyScreen(ids), ...screensOfAdmins(userId)];
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ target, html, any }) => `${id} at ${target}: ${any[0]?.message ?? ''} ${html.slice(0, 160)}`),
  );
}

/** What stands beyond the right edge while the page itself can be scrolled there. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} > ${clientWidth}`,
      ...beyond.slice(-4).map((element) => element.outerHTML.slice(0, 200)),
    ];
  });
}

function linksThatRun(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[href], [src], [action], [formaction]')]
      .map((element) => element.outerHTML.slice(0, 200))
      .filter((html) => /(href|src|action)\s*=\s*["']?\s*(javascript|data:text)/i.test(html)),
  );
}
