import { priorities } from '@blossomer/contract';
import fc from 'fast-check';
import type { Kind } from './kinds.ts';

/** Text that JSON and PostgreSQL both hold: any character of Unicode but U+0000, many of them unusual. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' ', '"', '\\', '\u2028'),
  )
  .map((value) => value.replaceAll('\0', ''));
const key = fc
  .oneof(text, fc.constantFrom('id', 'toString', 'a/b', '~', '~1', '-', '0', 'data', 'name', ''))
  .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));

/** What JSON says: numbers as JSON writes them, so no minus zero, and no key that a request may not have. */
export const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer(), number()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;

function number(): fc.Arbitrary<number> {
  return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
}

const texts = fc.array(text, { maxLength: 3 });

function items(more: Record<string, fc.Arbitrary<unknown>> = {}): fc.Arbitrary<unknown[]> {
  const item = fc
    .tuple(
      fc.dictionary(key, json, { maxKeys: 2 }),
      fc.record({ title: text, text, ...more }, { requiredKeys: ['text'] }),
    )
    .map(([extra, known]) => without(extra, ['id', ...Object.keys(known)], known));
  return fc
    .array(fc.tuple(item, fc.boolean()), { maxLength: 4 })
    .map((list) =>
      list.map(([fields, named], index) => (named ? { ...fields, id: `item-${index}` } : fields)),
    );
}

function without(
  extra: Record<string, unknown>,
  names: readonly string[],
  known: object,
): Record<string, unknown> {
  return { ...Object.fromEntries(Object.entries(extra).filter(([name]) => !names.includes(name))), ...known };
}

const signals = items({ priority: fc.constantFrom(...priorities), type: text, description: text });
const known: Record<Kind['kind'], Record<string, fc.Arbitrary<unknown>>> = {
  company: {
    description: text,
    capabilities: texts,
    businessProfile: fc.record({ category: text, own: json }, { requiredKeys: [] }),
    metadata: fc.record(
      { contextQuality: fc.constantFrom('high', 'low'), sourcesUsed: texts },
      { requiredKeys: [] },
    ),
  },
  account: {
    description: text,
    rationale: texts,
    firmographics: fc.record({ industry: texts, employees: text, own: json }, { requiredKeys: [] }),
    buyingSignals: signals,
  },
  persona: {
    description: text,
    demographics: fc.record({ seniority: texts, jobTitles: texts }, { requiredKeys: [] }),
    useCases: items({ useCase: text, painPoints: text }),
    buyingSignals: signals,
    goals: texts,
  },
  campaign: {
    subject: text,
    alternatives: items(),
    segments: items({ type: text, label: text, color: text }),
    body: text,
    breakdown: fc.dictionary(key, fc.record({ label: text, own: json }, { requiredKeys: [] }), {
      maxKeys: 3,
    }),
    config: fc.record({ emphasis: fc.constantFrom('pain-point'), template: text }, { requiredKeys: [] }),
  },
};
const itemLists = ['buyingSignals', 'useCases', 'alternatives', 'segments'];
const reserved = [
  'metadata',
  'provenance',
  'schemaVersion',
  'snapshots',
  'objections',
  'icpHypothesis',
  'positioning',
];

/** A document of this kind: some of its fields, and fields that the contract does not know. */
export function documentOf(kind: Kind): fc.Arbitrary<Record<string, unknown>> {
  const fields = known[kind.kind];
  const names = [...Object.keys(fields), ...reserved];
  return fc
    .tuple(fc.dictionary(key, json, { maxKeys: 4 }), fc.record(fields, { requiredKeys: [] }))
    .map(([extra, chosen]) => without(extra, names, chosen));
}

/** The document as it must come back: what was sent, and what the server had to fill in, taken from the answer. */
export function filledIn(
  sent: Record<string, unknown>,
  received: Record<string, unknown>,
): Record<string, unknown> {
  const filled = Object.entries(sent).map(([name, value]) => {
    if (!itemLists.includes(name) || !Array.isArray(value)) return [name, value];
    const there = received[name] as { id: string }[];
    return [name, value.map((item: object, index) => ({ id: there[index]?.id, ...item }))];
  });
  return { schemaVersion: 1, ...Object.fromEntries(filled) };
}
