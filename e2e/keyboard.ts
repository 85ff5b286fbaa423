import { expect, type Locator, type Page } from '@playwright/test';

/** Nothing but keys: a control is reached by Tab, in a menu by arrow, or not at all. */
export async function reach(page: Page, target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const wanted = await target.elementHandle();
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await page.evaluate((element) => element === document.activeElement, wanted)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} cannot be reached by ${key}`);
}
const pressesMax = 150;

/** A button or a link. */
export async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Enter');
}

/** The choice that follows this one: with an arrow, held until it has moved, which is what chooses. */
export async function chooseNext(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.down('ArrowDown');
  await expect(target).not.toBeFocused();
  await page.keyboard.up('ArrowDown');
}

export async function write(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}
