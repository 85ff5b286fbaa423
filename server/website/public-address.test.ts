import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrivateName, isPublic } from './public-address.ts';

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '2400:cb00:2048:1::c629:d7a2',
])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

const octet = fc.integer({ min: 0, max: 255 });

test.each<[string, fc.Arbitrary<string>]>([
  ['loopback', fc.tuple(octet, octet, octet).map((rest) => `127.${rest.join('.')}`)],
  ['of this network', fc.tuple(octet, octet, octet).map((rest) => `0.${rest.join('.')}`)],
  ['private (10)', fc.tuple(octet, octet, octet).map((rest) => `10.${rest.join('.')}`)],
  [
    'private (172)',
    fc.tuple(fc.integer({ min: 16, max: 31 }), octet, octet).map((r) => `172.${r.join('.')}`),
  ],
  ['private (192)', fc.tuple(octet, octet).map((rest) => `192.168.${rest.join('.')}`)],
  ['link-local', fc.tuple(octet, octet).map((rest) => `169.254.${rest.join('.')}`)],
  ['shared', fc.tuple(fc.integer({ min: 64, max: 127 }), octet, octet).map((r) => `100.${r.join('.')}`)],
  [
    'multicast and reserved',
    fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet).map((r) => r.join('.')),
  ],
])('no address is public that is %s, nor any IPv6 address that carries it', (_range, addresses) => {
  fc.assert(
    fc.property(addresses, (address) => {
      const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
      const high = ((a << 8) | b).toString(16);
      const low = ((c << 8) | d).toString(16);
      const obscured = `${((a << 8) | (b ^ 0xffff)).toString(16)}`;
      const forms = [
        address,
        `::ffff:${address}`,
        `::${address}`,
        `::ffff:0:${high}:${low}`,
        `64:ff9b::${address}`,
        `64:ff9b:1::${high}:${low}`,
        `2002:${high}:${low}::1`,
        `2001::${high}:${low}`,
        `2001:0:${high}:${low}::${obscured}`,
      ];
      expect(forms.filter(isPublic)).toEqual([]);
    }),
  );
});

test.each([
  '',
  'acme.com',
  '1.2.3.4.5',
  'fe80::1%eth0',
  '::1%lo',
  '::',
  '::1',
  'fc00::',
  'fdff::1',
  '4000::1',
  '1fff::1',
])('“%s” is no public address', (text) => {
  expect(isPublic(text)).toBe(false);
});

test.each([
  'localhost',
  'a.localhost',
  'localhost.',
  'printer.local',
  'metadata.google.internal',
  'nas.home.arpa',
])('%s is a name of this machine or its network', (name) => {
  expect([isPrivateName(name), isPrivateName(`${name.replace('.', 'x.')}.com`)]).toEqual([true, false]);
});
