import { AccountData, CampaignData, CompanyData, PersonaData } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkAnswer } from './check-answer.ts';
import { type JsonSchema, portableSchema } from './portable-schema.ts';
import { Answer } from './test-asking.ts';
import { answerFromSchema } from './wire/test-answer-from-schema.ts';

const documents: [string, z.ZodType][] = [
  ['company', CompanyData],
  ['account', AccountData],
  ['persona', PersonaData],
  ['campaign', CampaignData],
  ['the answer of the tapes', Answer],
  [
    'one of several',
    z.object({
      what: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('fact'), quote: z.string() }),
        z.object({ kind: z.literal('guess') }),
      ]),
      list: z.array(z.string().max(20)).min(2).max(2),
      when: z.iso.datetime(),
    }),
  ],
];

test.each(documents)(
  '%s: what is made from the portable schema holds against ours',
  async (_name, schema) => {
    for (const optional of ['nullable', 'absent'] as const) {
      const { json } = portableSchema(schema, optional);
      const made = answerFromSchema({ schema: json, user: '' });
      expect(Object.keys(made as object).length).toBeGreaterThan(0);
      expect(await checkAnswer(schema, JSON.stringify(made))).toHaveProperty('value');
    }
  },
);

test.each(documents)('%s: only words that every provider takes are in it', (_name, schema) => {
  for (const optional of ['nullable', 'absent'] as const) {
    const words = new Set(wordsIn(portableSchema(schema, optional).json));
    expect([...words].filter((word) => !portableWords.includes(word))).toEqual([]);
  }
});

test('a schema that refers to itself, a record and anything at all are not strict; all else is', () => {
  const tree: z.ZodType = z.object({
    get next() {
      return tree.optional();
    },
  });
  const isStrict = (schema: z.ZodType) => portableSchema(schema, 'nullable').isStrict;
  expect(isStrict(tree)).toBe(false);
  expect(isStrict(z.object({ a: z.record(z.string(), z.string()) }))).toBe(false);
  expect(isStrict(z.object({ a: z.unknown() }))).toBe(false);
  expect(isStrict(Answer)).toBe(true);
});

const portableWords = [
  'type',
  'enum',
  'const',
  'anyOf',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'description',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
];

function wordsIn(schema: JsonSchema): string[] {
  const inside = [
    ...Object.values((schema.properties ?? {}) as Record<string, JsonSchema>),
    ...((schema.anyOf ?? []) as JsonSchema[]),
    ...[schema.items, schema.additionalProperties].filter(
      (each): each is JsonSchema => typeof each === 'object' && each !== null,
    ),
  ];
  return [...Object.keys(schema), ...inside.flatMap(wordsIn)];
}
