import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';
import { keyOfAddress } from './address.ts';

function rates(variables: Record<string, string>) {
  return readConfig({ NODE_ENV: 'test', ...variables }).limits.rates;
}

test('the limits are those of the README until a setting changes them', () => {
  expect(rates({})).toEqual({
    guest: { points: 300, seconds: 60 },
    read: { points: 3000, seconds: 60 },
    write: { points: 600, seconds: 60 },
    import: { points: 60, seconds: 3600 },
    'generate-company': { points: 10, seconds: 3600 },
    'generate-account': { points: 20, seconds: 3600 },
    'generate-persona': { points: 20, seconds: 3600 },
    'generate-campaign': { points: 5, seconds: 3600 },
    'generate-day': { points: 100, seconds: 86_400 },
    'generate-guest': { points: 5, seconds: 3600 },
    'generate-tokens': { points: 500_000, seconds: 86_400 },
  });
  expect(rates({ LIMIT_READ: '7', LIMIT_WRITE: '8/2h', LIMIT_GENERATE_DAY: '' })).toMatchObject({
    read: { points: 7, seconds: 60 },
    write: { points: 8, seconds: 7200 },
    'generate-day': { points: 100, seconds: 86_400 },
  });
});

test.each(['0', '-1', '1.5', 'off', '600/', '600/0s', '600/1w', '600/8d', '1000000001', '1e3', ' 5'])(
  'LIMIT_WRITE=%s is refused at start, in a sentence',
  (text) => {
    expect(() => rates({ LIMIT_WRITE: text })).toThrow(ConfigError);
    expect(() => rates({ LIMIT_WRITE: text })).toThrow(/^LIMIT_WRITE must be a count from 1 to/);
  },
);

test('REDIS_URL must be one', () => {
  expect(() => readConfig({ NODE_ENV: 'test', REDIS_URL: '127.0.0.1:6379' })).toThrow(
    /^REDIS_URL must begin/,
  );
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('the address %s counts as %s', (ip, key) => {
  expect(keyOfAddress(ip)).toBe(key);
});
