import { companies } from '@blossomer/contract';
import { paths } from '@blossomer/web/paths';
import { expectSaved } from './deeds.ts';
import { seed } from './documents.ts';
import { chooseNext, press, reach, write } from './keyboard.ts';
import { openScreen } from './screens.ts';
import { expect, test } from './test.ts';
import { clearSky, outage } from './weather.ts';

test('a part is moved, a list reordered, and a delete taken back, without a mouse', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const client = server.client(email);
  const { companyId, campaignId } = await seed(client);
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(companyId) });
  const capabilities = page.getByRole('list', { name: 'Capabilities' });
  await press(page, capabilities.getByRole('button', { name: 'Move The second capability up' }));
  await expect(capabilities.getByRole('textbox').first()).toHaveValue('The second capability');
  await press(page, capabilities.getByRole('button', { name: 'Delete The first capability' }));
  await expect(capabilities.getByRole('textbox')).toHaveCount(1);
  await page.keyboard.press('Alt+t');
  await press(page, page.getByRole('button', { name: 'Undo' }).first());
  await expect(capabilities.getByRole('textbox')).toHaveCount(2);
  await expectSaved(page);
  expect((await client(companies.view, { params: { id: companyId } })).body.data.capabilities).toEqual([
    'The second capability',
    'The first capability',
  ]);

  await openScreen(page, { path: paths.app.campaign(companyId, campaignId) });
  const parts = page.getByRole('list', { name: 'Parts of the e-mail' });
  await reach(page, parts.getByRole('listitem').nth(1).getByRole('button', { name: /down$/ }));
  await page.keyboard.press('Enter');
  await expect(parts.getByRole('textbox').nth(2)).toHaveValue('The intro');
  await expectSaved(page);
});

test('what is typed right after the keys of the search is in it, however late it comes', async ({
  device,
  server,
  email,
}) => {
  const { page } = device;
  const { companyId } = await seed(server.client(email));
  await device.enter(email);
  device.weather.weather = ({ path }) =>
    path.startsWith('/assets/search-dialog') ? { delayMilliseconds: 4000 } : 'pass';
  await openScreen(page, { path: paths.app.company(companyId) });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('other persnoa');
  for (let letter = 0; letter < 3; letter += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('on');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('a');
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('other persona');
  await expect(page.getByRole('option', { name: /The other persona/ })).toBeVisible();
});

test('the search opens with its keys, and leads to a document', async ({ device, server, email }) => {
  const { page } = device;
  const { companyId } = await seed(server.client(email));
  await device.enter(email);
  await openScreen(page, { path: paths.app.company(companyId) });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('other persona');
  await expect(page.getByRole('status').filter({ hasText: '1 document' })).toBeVisible();
  await expect(page.getByRole('option', { name: /The other persona/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'The other persona' })).toBeVisible();
});

test('what two devices wrote into one field is compared, chosen and saved, without a mouse', async ({
  openDevice,
  server,
  email,
}) => {
  const client = server.client(email);
  const { id } = (await client(companies.create, { body: { name: 'Acme', data: { description: 'Before' } } }))
    .body;
  const { page, weather, enter } = await openDevice();
  await enter(email);
  await openScreen(page, { path: paths.app.company(id) });
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Before');
  outage(weather);
  await write(page, page.getByRole('textbox', { name: 'Description' }), 'Words of this device');
  await client(companies.update, {
    params: { id },
    ifMatch: '*',
    body: { data: { description: 'Words of the other one' } },
  });
  clearSky(weather);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));

  await press(page, page.getByRole('button', { name: 'Your edits: 1 not saved' }));
  const conflict = page.getByRole('article', { name: 'Changed in two places' });
  await chooseNext(page, conflict.getByRole('radio', { name: /^Mine/ }));
  await expect(conflict.getByRole('radio', { name: /^Theirs/ })).toBeChecked();
  await press(page, conflict.getByRole('button', { name: 'Keep what is chosen' }));
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Words of the other one');
  await page.keyboard.press('Escape');
  await expectSaved(page);
});

test('what was typed offline outlasts a reload and is sent, without a mouse', async ({
  device: { page, weather, enter },
  server,
  email,
}) => {
  const client = server.client(email);
  const { id } = (await client(companies.create, { body: { name: 'Acme' } })).body;
  await enter(email);
  await openScreen(page, { path: paths.app.company(id) });
  await expectSaved(page);
  outage(weather);
  await write(page, page.getByRole('textbox', { name: 'Description' }), 'Written in a tunnel');
  await expect(page.getByRole('button', { name: /^Your edits: Offline/ })).toBeVisible();
  await page.reload();
  await reach(page, page.getByRole('textbox', { name: 'Description' }));
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Written in a tunnel');
  await page.keyboard.press('End');
  await page.keyboard.type(', and more');
  await press(page, page.getByRole('button', { name: /^Your edits: Offline/ }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Send now' }));
  await expect(page.getByRole('button', { name: /^Your edits: Offline/ }), 'in vain').toBeVisible();
  await page.keyboard.press('Escape');
  clearSky(weather);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expectSaved(page);
  expect((await client(companies.view, { params: { id } })).body.data.description).toBe(
    'Written in a tunnel, and more',
  );
});
