import { barriers, overflowing } from './barriers.ts';
import { beginWithAddress, expectCompany, test } from './generation.ts';
import { press, reach, write } from './keyboard.ts';
import { expect } from './test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`progress, failure, evidence and dialogs have no barrier and fit a phone, ${colorScheme}`, async ({
    openDevice,
    address,
    wire,
  }) => {
    const { page } = await openDevice({
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 360, height: 740 },
    });
    const check = async (what: string) => {
      expect.soft(await barriers(page), what).toEqual([]);
      expect.soft(await overflowing(page), what).toEqual([]);
    };
    wire.answerWith(() => ({ hang: true }));
    await beginWithAddress(page, address);
    await expect(page.getByText('Writing the company').first()).toBeVisible();
    await check('progress');
    await page.getByRole('link', { name: 'Companies' }).click();
    await expect(page.getByRole('main')).toBeFocused(); // Where a new screen begins; a popover that is open by then closes.
    await page.getByRole('button', { name: /^Under way/ }).click();
    await check('under way');
    await page.getByRole('link', { name: /^A company from/ }).click();
    await expect(page.getByText('Writing the company').first()).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'The page was left in the middle' })).toBeVisible();
    await check('failure');
    wire.answerWith(null);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectCompany(page);
    await check('company');
    await page.getByRole('button', { name: /where “Description” comes from/ }).click();
    await check('evidence');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Generate again' }).click();
    await check('dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Generate again' }).click();
    await expect(page.getByRole('region', { name: 'What changed' })).toBeVisible({ timeout: 60_000 });
    await check('what changed');
  });
}

test('from an address to a company and what it rests on, without a mouse', async ({
  device: { page },
  address,
}) => {
  await page.goto('/');
  await write(page, page.getByLabel('Website of your company'), address);
  await page.keyboard.press('Enter');
  await expectCompany(page);
  await press(page, page.getByRole('button', { name: /where “Description” comes from/ }));
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await press(page, page.getByRole('button', { name: 'Generate again' }));
  await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Generate again' }));
  await page.keyboard.press('Enter');
  await press(
    page,
    page.getByRole('button', { name: 'Accept all' }).or(page.getByRole('button', { name: 'Close' })),
  );
  await expect(page.getByRole('region', { name: 'What changed' })).toHaveCount(0);
});
