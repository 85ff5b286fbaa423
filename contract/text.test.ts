import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characters, Id, Instant, isWebAddress, Label, Name, Url } from './text.ts';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('a name', () => {
  test.each(['a', '0', ' a ', 'x'.repeat(200), '🎉'.repeat(200), 'e\u0301'.repeat(100), '\u200b', "'; --"])(
    'may be %j, and stays as it is',
    (name) => expect(Name.parse(name)).toBe(name),
  );
  test.each([
    '',
    ' ',
    '\t\n',
    '\u00a0\u2003',
    'x'.repeat(201),
    '🎉'.repeat(201),
    5,
    null,
    undefined,
    ['a'],
    true,
  ])('is not %j', (name) => expect(accepts(Name, name)).toBe(false));
  test('is measured in characters, and says how many there are', () => {
    const { error } = Name.safeParse('🎉'.repeat(300));
    expect(error?.issues[0]?.message).toBe('must have at most 200 characters, has 300');
    expect(Name.safeParse('').error?.issues[0]?.message).toBe('must not be empty');
  });
});

test('a type or status is any text of up to 64 characters', () => {
  for (const label of ['email', 'my own', '🎉'.repeat(64)]) expect(accepts(Label, label)).toBe(true);
  for (const label of ['', ' ', 'x'.repeat(65), 1, null]) expect(accepts(Label, label)).toBe(false);
});

test('characters are code points, as PostgreSQL counts them', () => {
  for (const text of ['', 'abc', '🎉a', 'e\u0301', '👩‍👩‍👧']) expect(characters(text)).toBe([...text].length);
  expect(characters('🎉')).toBe(1);
});

describe('an address', () => {
  test.each([
    ...[
      '',
      'acme.com',
      'ACME.com',
      'http://acme.com',
      'HTTPS://acme.com',
      'https://localhost:3000',
      'localhost',
    ],
    ...['acme.com:8080/a?b#c', 'localhost:3000', 'münchen.de', 'https://例え.jp', 'https://[::1]:80/', 'a.b'],
    ...['https://ann:secret@acme.com', 'acme.com/javascript:alert(1)', 'https://acme.com/?q=javascript:1'],
  ])('may be %j', (url) => expect(accepts(Url, url)).toBe(true));

  test.each([
    ...[
      'javascript:alert(1)',
      'JAVASCRIPT:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      'javascript:1',
    ],
    ...[
      'javascript:1/alert(1)',
      'javascript:0;alert(1)',
      'data:text/html,a',
      'data:1.b',
      'vbscript:a',
      'file:///a',
    ],
    ...[
      'blob:https://acme.com/a',
      'ftp://acme.com',
      'mailto:a@b.c',
      'tel:123',
      'about:blank',
      'view-source:acme.com',
    ],
    ...[
      'https://',
      'https:acme.com',
      'http//',
      'acme',
      '.',
      '..',
      'a b.com',
      'acme.com\n',
      '\\\\acme.com',
      '/a.b',
    ],
    ...['\u0000a.com', 'a.com\u007f', 'https://a.com\\@b.com', `${'a'.repeat(2045)}.com`, 1, null, undefined],
  ])('is not %j', (url) => expect(accepts(Url, url)).toBe(false));

  test('never opens anything but a web page, as it stands or after https://', () => {
    const schemes = fc.constantFrom(
      'javascript',
      'JavaScript',
      'data',
      'vbscript',
      'file',
      'http',
      'https',
      '',
    );
    const pieces = fc.constantFrom(
      ':',
      '//',
      '/',
      '1',
      '.',
      'a.b',
      '\t',
      '\n',
      ' ',
      '@',
      '\\',
      '%3A',
      '：',
      '\u0001',
      'alert(1)',
      '#',
      '?',
    );
    const texts = fc.tuple(fc.array(pieces, { maxLength: 2 }), schemes, fc.array(pieces, { maxLength: 5 }));
    fc.assert(
      fc.property(texts, ([before, scheme, after]) => {
        const text = before.join('') + scheme + after.join('');
        if (!isWebAddress(text)) return;
        if (URL.canParse(text)) {
          // What a browser would do with the address alone: another scheme must be one that no browser knows.
          expect(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:']).not.toContain(
            new URL(text).protocol,
          );
        }
        const shown = /^https?:\/\//i.test(text) ? text : `https://${text}`;
        expect(['http:', 'https:']).toContain(new URL(shown).protocol);
      }),
      { numRuns: 3000 },
    );
  });
});

test('an id is a UUID of any version, in lower case afterwards', () => {
  const id = 'C232AB00-9414-11EC-B3C8-9F6BDECED846';
  expect(Id.parse(id)).toBe(id.toLowerCase());
  for (const version of '12345678') {
    expect(accepts(Id, `2489e9ad-2ee2-${version}e00-8ec9-32d5f69181c0`)).toBe(true);
  }
  for (const wrong of [
    '',
    'abc',
    `{${id}}`,
    `${id}0`,
    id.slice(1),
    id.replaceAll('-', ''),
    ` ${id}`,
    7,
    null,
  ]) {
    expect(accepts(Id, wrong)).toBe(false);
  }
});

test('a time is RFC 3339 in UTC', () => {
  expect(accepts(Instant, '2026-01-02T03:04:05.678901Z')).toBe(true);
  for (const wrong of ['2026-01-02', '2026-01-02T03:04:05+01:00', '2026-02-31T00:00:00Z', 'now', 0]) {
    expect(accepts(Instant, wrong)).toBe(false);
  }
});
