import { expect, test } from 'vitest';
import { websiteAddress } from './website-address.ts';

test.each([
  ['acme.com', 'https://acme.com'],
  ['  www.acme.co.uk/pricing?x=1 ', 'https://www.acme.co.uk/pricing?x=1'],
  ['http://acme.com', 'http://acme.com'],
  ['HTTPS://Acme.com', 'HTTPS://Acme.com'],
  ['bücher.example', 'https://bücher.example'],
])('%j is an address', (typed, address) => {
  expect(websiteAddress(typed)).toBe(address);
});

test.each([
  '',
  '   ',
  'acme',
  'acme corp.com',
  'javascript:alert(1)',
  'javascript://acme.com/%0aalert(1)',
  'ftp://acme.com',
  'https://',
  'https://user:secret@acme.com',
  'acme.',
  '.com',
  '127.0.0.1',
  'localhost',
  `acme.com/${'x'.repeat(2048)}`,
])('%j is none', (typed) => {
  expect(websiteAddress(typed)).toBeNull();
});
