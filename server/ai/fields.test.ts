import { expect, test } from 'vitest';
import { z } from 'zod';
import { AnswerReader } from './answer-reader.ts';
import { checkAnswer } from './check-answer.ts';
import { tellFields } from './fields.ts';

const schema = z.object({
  name: z.string().max(10),
  tags: z.array(z.string().min(1)),
  firm: z.object({ industry: z.string(), sizes: z.array(z.number()).optional() }).optional(),
  items: z.array(z.object({ id: z.string(), parts: z.array(z.string()), more: z.string().optional() })),
  either: z.union([z.object({ a: z.string() }), z.string()]).optional(),
  free: z.record(z.string(), z.string()).optional(),
  loud: z.string().transform((text) => text.toUpperCase()),
  nothing: z.string().nullable(),
  absent: z.string().optional(),
  usual: z.number().default(3),
});

function told(value: unknown): [string, unknown][] {
  const fields: [string, unknown][] = [];
  const reader = new AnswerReader(tellFields(schema, (pointer, field) => fields.push([pointer, field])));
  reader.write(typeof value === 'string' ? value : JSON.stringify(value));
  return fields;
}

test('members, members of objects and items of lists are told once each, in the order in which they close', () => {
  const fields = told({
    name: 'Acme',
    tags: ['a', 'b'],
    firm: { industry: 'x', sizes: [] },
    items: [{ id: '1', parts: ['p', 'q'], more: null }],
    either: { a: 'b' },
    free: { 'x/y': 'z' },
    loud: 'quiet',
    nothing: null,
    absent: null,
    usual: null,
  });
  expect(fields).toEqual([
    ['/name', 'Acme'],
    ['/tags/0', 'a'],
    ['/tags/1', 'b'],
    ['/firm/industry', 'x'],
    ['/firm/sizes', []],
    ['/items/0', { id: '1', parts: ['p', 'q'] }],
    ['/either', { a: 'b' }],
    ['/free', { 'x/y': 'z' }],
    ['/loud', 'QUIET'],
    ['/nothing', null],
  ]);
});

test('what is not valid or not known is not told, and what stands beside it is', () => {
  const fields = told({
    name: 'much too long',
    unknown: 'x',
    toString: 'x',
    tags: ['', 'b', 7],
    firm: 'a word',
    items: [{ id: 1 }, { id: '2', parts: [] }],
    either: 7,
  });
  expect(fields).toEqual([
    ['/tags/1', 'b'],
    ['/items/1', { id: '2', parts: [] }],
  ]);
});

test('a whole answer is read without the nulls that stand for nothing, and keeps those that mean something', async () => {
  const answer = {
    name: 'Acme',
    tags: [],
    firm: { industry: 'x', sizes: null },
    items: [{ id: '1', parts: [], more: null }],
    either: null,
    loud: 'quiet',
    nothing: null,
    absent: null,
    usual: null,
  };
  expect(await checkAnswer(schema, JSON.stringify(answer))).toEqual({
    value: {
      name: 'Acme',
      tags: [],
      firm: { industry: 'x' },
      items: [{ id: '1', parts: [] }],
      loud: 'QUIET',
      nothing: null,
      usual: 3,
    },
  });
  expect(await checkAnswer(schema, JSON.stringify({ ...answer, name: null }))).toEqual({
    fault: { pointer: '/name', message: 'must be text, not null' },
  });
});
