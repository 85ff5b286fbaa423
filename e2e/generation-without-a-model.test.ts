import { screenLink } from './deeds.ts';
import { beginWithAddress, expectCompany, test } from './generation.ts';
import { expect } from './test.ts';

test.use({ settings: [{ WEBSITE_ALLOW_LOOPBACK: 'true' }, { scope: 'worker' }] });

test('without any key the company is drafted from its own words, and the rest begins from what is known', async ({
  device: { page },
  address,
}) => {
  await beginWithAddress(page, address);
  await expectCompany(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Harborline' })).toBeVisible();
  await expect(page.getByText(/^Taken from the website, without a model/)).toBeVisible();
  await page.getByRole('button', { name: 'Fact: where “Description” comes from' }).click();
  await expect(page.getByRole('dialog', { name: 'A fact' })).toContainText('tells wholesalers what to order');
  await page.keyboard.press('Escape');
  await page
    .getByRole('textbox', { name: 'Target account' })
    .fill('Wholesalers of drinks with three warehouses');

  await screenLink(page, 'Accounts').click();
  await expect(page.getByRole('button', { name: /^Generate/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'New account' }).click();
  const dialog = page.getByRole('dialog', { name: 'New account' });
  await expect(dialog).toContainText('This server has no model');
  await dialog.getByRole('button', { name: /^Take it into the description: Target account/ }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Drinks wholesalers');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue(
    'Wholesalers of drinks with three warehouses',
  );
});
