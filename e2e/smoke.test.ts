import { expect, test } from './test.ts';

test('landing', async ({ device: { page } }) => {
  await page.goto('/');
  await page.getByLabel('Website of your company').fill('acme.test');
  await page.getByRole('button', { name: 'Begin with this company' }).click();
  await expect(page).toHaveURL(/playground\/new/);
});
test('app', async ({ device, email }) => {
  await device.enter(email);
  await device.page.goto('/app');
  await expect(device.page.getByRole('heading', { name: 'No company yet' })).toBeVisible();
});
