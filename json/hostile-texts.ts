import fc from 'fast-check';

/** Texts for properties: valid JSON in many spellings, the same with small damage, and pieces thrown together. */
export function hostileTexts(): fc.Arbitrary<string> {
  const valid = jsonTexts();
  return fc.oneof(
    valid,
    damaged(valid),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((all) => all.join('')),
  );
}

/** Valid JSON texts: duplicate keys, odd spellings of numbers and strings, white space anywhere it may stand. */
export function jsonTexts(): fc.Arbitrary<string> {
  const space = fc.constantFrom('', '', '', ' ', '\n', '\t\r\n ');
  const scalar = fc.oneof(fc.constantFrom('null', 'true', 'false'), numberTexts(), stringTexts());
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc
        .tuple(
          space,
          fc.array(
            fc.tuple(space, tie('value'), space).map((all) => all.join('')),
            { maxLength: 4 },
          ),
        )
        .map(([blank, items]) => `[${items.length > 0 ? items.join(',') : blank}]`),
      fc
        .tuple(
          space,
          fc.array(
            fc
              .tuple(space, stringTexts(), space, space, tie('value'), space)
              .map(([a, key, b, c, item, d]) => {
                return `${a}${key}${b}:${c}${item}${d}`;
              }),
            { maxLength: 4 },
          ),
        )
        .map(([blank, members]) => `{${members.length > 0 ? members.join(',') : blank}}`),
    ),
  }));
  return fc.tuple(space, value, space).map((all) => all.join(''));
}

export function numberTexts(): fc.Arbitrary<string> {
  const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`));
  const whole = fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9][0-9]{0,24}$/));
  const fraction = fc.oneof(
    fc.constant(''),
    digits(24).map((text) => `.${text}`),
  );
  const exponent = fc.oneof(
    fc.constant(''),
    fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), digits(3)).map((all) => all.join('')),
  );
  return fc.tuple(fc.constantFrom('', '-'), whole, fraction, exponent).map((all) => all.join(''));
}

function stringTexts(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...STRING_PIECES), { maxLength: 5 }).map((all) => `"${all.join('')}"`);
}

function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.nat(), fc.nat(3), fc.constantFrom(...PIECES))
    .map(([text, place, length, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + length);
    });
}

const STRING_PIECES = [
  ...[
    'a',
    'b',
    'id',
    '/',
    '~',
    '__proto__',
    '0',
    ' ',
    'é',
    '\u007f',
    '\u2028',
    '\ud83c\udf89',
    '\ud800',
    '\udc00',
  ],
  ...['\\n', '\\"', '\\\\', '\\/', '\\b', '\\u0000', '\\u0061', '\\ud83c', '\\uDF89', '\\udc00', '\\u2028'],
];

const PIECES = [
  ...[
    '',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '-',
    '+',
    '.',
    '0',
    '1',
    '01',
    'e',
    'E5',
    '1.',
    '.5',
    'u12',
    '\\u00g0',
  ],
  ...[
    'true',
    'nul',
    'null',
    'NaN',
    'Infinity',
    ' ',
    '\n',
    '\t',
    '\v',
    '\f',
    '\0',
    '\u00a0',
    '\ufeff',
    '\u2028',
    "'",
    '//',
  ],
  ...['"a"', '"a":', '\ud800', '\udc00', '\\x', '{}', '[]'],
];
