import fc from 'fast-check';

/**
 * JSON as it can stand in a text, which is more than a value can hold: doubled keys, prototype keys, numbers that no
 * double holds. For tests.
 */
export type Json = { token: string } | { list: Json[] } | { members: [key: string, value: Json][] };

export function written(json: Json): string {
  if ('token' in json) return json.token;
  if ('list' in json) return `[${json.list.map(written).join(',')}]`;
  return `{${json.members.map(([key, value]) => `${JSON.stringify(key)}:${written(value)}`).join(',')}}`;
}

export function fromValue(value: unknown): Json {
  if (Array.isArray(value)) return { list: value.map(fromValue) };
  if (typeof value !== 'object' || value === null) return { token: JSON.stringify(value) };
  return { members: Object.entries(value).map(([key, member]) => [key, fromValue(member)]) };
}

export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'N/A',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '\ud83d\ude00',
    '__proto__',
    'null',
    '0',
  ),
  fc.constantFrom(
    'https://acme.test',
    'acme.test',
    'http://',
    '7/8/2025',
    '2025-07-08T10:00:00.000Z',
    'x'.repeat(201),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 30 }),
);

const hostileKeys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
    'a/b',
    '~1',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom(
    'id',
    'name',
    'type',
    'status',
    'url',
    'data',
    'provenance',
    'schemaVersion',
    'description',
    'recovered',
  ),
  fc.constantFrom(
    ...[
      'rationale',
      'demographics',
      'seniority',
      'businessProfile',
      'category',
      'config',
      'breakdown',
      'snapshots',
    ],
    ...[
      'alternatives',
      'metadata',
      'useCases',
      'useCaseId',
      'segments',
      'buyingSignals',
      'label',
      'text',
      'title',
    ],
    ...[
      'priority',
      'firmographics',
      'employees',
      'industry',
      'subject',
      'body',
      'processingTimeMs',
      'company',
    ],
    ...[
      'account',
      'sourcesUsed',
      'contextQuality',
      'confidenceAssessment',
      'emphasis',
      'capabilities',
      'goals',
    ],
    ...['data', 'parentId', 'createdAt', 'values', 'growth_indicators', 'personas', 'tempId', 'entityType'],
  ),
  hostileTexts,
);

const numbers = fc.constantFrom(
  '0',
  '-0',
  '1e400',
  '1e2',
  '0.10',
  '9007199254740993',
  '-1',
  '1E-400',
  '5',
  '1795406708643',
);

export const hostileJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .oneof(
        hostileTexts.map((text) => JSON.stringify(text)),
        numbers,
        fc.constantFrom('null', 'true', '[]', '{}'),
      )
      .map((token): Json => ({ token })),
    fc.array(tie('json'), { maxLength: 4 }).map((list): Json => ({ list })),
    fc.array(fc.tuple(hostileKeys, tie('json')), { maxLength: 4 }).map((members): Json => ({ members })),
  ),
})).json;

type Change = { at: number; how: 'replace' | 'remove' | 'repeat' | 'add' | 'empty'; key: string; json: Json };

/** Some changes to make anywhere in a JSON text. */
export function changes(maxLength: number): fc.Arbitrary<Change[]> {
  return fc.array(
    fc.record({
      at: fc.nat(100_000),
      how: fc.constantFrom('replace', 'remove', 'repeat', 'add', 'empty'),
      key: hostileKeys,
      json: hostileJson,
    }),
    { maxLength },
  );
}

export function changed(json: Json, list: readonly Change[]): Json {
  let root: Json = structuredClone(json);
  // Cloned each time: one change put in twice would hold itself.
  for (const change of structuredClone([...list])) {
    const holders = holdersIn(root);
    const holder = holders[change.at % Math.max(1, holders.length)];
    if (holder === undefined) root = change.json;
    else apply(holder, change);
  }
  return root;
}

type Holder = Exclude<Json, { token: string }>;

function holdersIn(json: Json): Holder[] {
  if ('token' in json) return [];
  const inside = 'list' in json ? json.list : json.members.map(([, value]) => value);
  return [json, ...inside.flatMap(holdersIn)];
}

function apply(holder: Holder, { at, how, key, json }: Change): void {
  if ('list' in holder) {
    const index = at % Math.max(1, holder.list.length);
    if (how === 'replace') holder.list.splice(index, 1, json);
    else if (how === 'remove') holder.list.splice(index, 1);
    else if (how === 'repeat') holder.list.push(...structuredClone(holder.list.slice(index, index + 1)));
    else if (how === 'add') holder.list.splice(index, 0, json);
    else holder.list.length = 0;
    return;
  }
  const index = at % Math.max(1, holder.members.length);
  const name = holder.members[index]?.[0] ?? key;
  if (how === 'replace') holder.members.splice(index, 1, [name, json]);
  else if (how === 'remove') holder.members.splice(index, 1);
  else if (how === 'repeat') holder.members.splice(at % 3, 0, [name, json]);
  else if (how === 'add') holder.members.splice(index, 0, [key, json]);
  else holder.members.length = 0;
}
