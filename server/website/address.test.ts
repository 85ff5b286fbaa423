import { expect, test } from 'vitest';
import { addressesOf } from './address.ts';
import { publicReach } from './reach.ts';

const tried = (typed: string) => addressesOf(typed, publicReach).map(({ href }) => href);
const refusal = (typed: string) => {
  try {
    return tried(typed).join(' ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test.each([
  ['acme.com', ['https://acme.com/', 'http://acme.com/']],
  ['  www.acme.com/en/  ', ['https://www.acme.com/en/', 'http://www.acme.com/en/']],
  ['//acme.com', ['https://acme.com/', 'http://acme.com/']],
  ['acme.com:8080', ['https://acme.com:8080/', 'http://acme.com:8080/']],
  ['acme.com:8443/shop?a=b#c', ['https://acme.com:8443/shop?a=b', 'http://acme.com:8443/shop?a=b']],
  ['Bücher.example', ['https://xn--bcher-kva.example/', 'http://xn--bcher-kva.example/']],
  ['例え.jp', ['https://xn--r8jz45g.jp/', 'http://xn--r8jz45g.jp/']],
  ['8.8.8.8', ['https://8.8.8.8/', 'http://8.8.8.8/']],
])('%s is tried with https first, then with http', (typed, addresses) => {
  expect(tried(typed)).toEqual(addresses);
});

test.each([
  ['https://acme.com', 'https://acme.com/'],
  ['HTTP://ACME.com:80/About', 'http://acme.com/About'],
  ['https:acme.com', 'https://acme.com/'],
  ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
])('%s is tried as it was typed, and no other way', (typed, address) => {
  expect(tried(typed)).toEqual([address]);
});

test.each([
  ['', 'There is no address.'],
  ['   ', 'There is no address.'],
  [`acme.com/${'a'.repeat(3000)}`, 'longer than 2048 characters'],
  ['acme', '“acme” is not the whole name'],
  ['acme com', 'is not the address of a website'],
  ['https://', 'is not the address of a website'],
  ['ftp://acme.com', 'Only http and https addresses can be read, not ftp.'],
  ['mailto:ann@acme.com', 'user name or password'],
  ['tel:+4912345678', 'Only http and https addresses can be read, not tel.'],
  ['ann@acme.com', 'Leave out everything before the @.'],
  ['https://ann:secret@acme.com', 'Leave out everything before the @.'],
  ['acme.com:22', 'Port 22 is not one of a website; 80, 443, 8080, 8443 are.'],
  ['https://acme.com:99999', 'is not the address of a website'],
])('“%s” is refused with a sentence that helps', (typed, sentence) => {
  expect(refusal(typed)).toContain(sentence);
});

test('a password that somebody typed is not in the refusal', () => {
  expect(refusal('https://ann:hunter2@acme.com')).not.toMatch(/hunter2|ann/);
});
