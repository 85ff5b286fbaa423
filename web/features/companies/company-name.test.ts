import { expect, test } from 'vitest';
import { companyNameOf } from './company-name.ts';

test.each([
  ['acme.com', 'Acme'],
  ['https://www.acme-labs.co.uk/de?x=1', 'Acme Labs'],
  ['app.acme.io', 'Acme'],
  ['https://co.com', 'Co'],
  ['https://xn--mnchen-3ya.de', ''],
  ['acme', ''],
  ['', ''],
  ['javascript:alert(1)', ''],
])('%s suggests %j', (website, name) => {
  expect(companyNameOf(website)).toBe(name);
});
