import { pointer } from '@blossomer/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

interface Read {
  told: [pointer: string, value: unknown][];
  object: string | null;
  text: string;
}

function read(pieces: string[]): Read {
  const told: Read['told'] = [];
  const reader = new AnswerReader((path, value) => told.push([pointer(path), structuredClone(value)]));
  for (const piece of pieces) reader.write(piece);
  return { told, object: reader.object, text: reader.text };
}

/** Every value below the root, in the order in which it closes. */
function closing(value: unknown, path: (string | number)[] = []): [string, unknown][] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          closing(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return path.length === 0 ? inside : [...inside, [pointer(path), value]];
}

/** JSON writes -0 as 0, and keys such as __proto__ are not for objects that are parsed. */
const objects = fc
  .dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 5 },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>)
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const around = fc.constantFrom('', '```json\n', 'Here it is:\n\n', 'For {{first_name}} and {others}: ');

test('however an answer is torn and whatever stands around it, its object and all its values are found', () => {
  fc.assert(
    fc.property(objects, around, fc.array(fc.nat(40), { minLength: 1 }), (value, before, sizes) => {
      const json = JSON.stringify(value);
      const pieces = torn(`${before}${json}\n\`\`\` {after}`, sizes);
      const { object, told } = read(pieces);
      expect(object).toBe(json);
      expect(told).toEqual(closing(value));
    }),
    { numRuns: 300 },
  );
});

test('of an answer that stops anywhere, only values that had closed are told, and no object', () => {
  fc.assert(
    fc.property(objects, fc.nat(), (value, cut) => {
      const json = JSON.stringify(value, null, 1);
      const { object, told } = read([json.slice(0, cut % json.length)]);
      expect(object).toBeNull();
      expect(told).toEqual(closing(value).slice(0, told.length));
    }),
    { numRuns: 300 },
  );
});

test('a number at the end of what came is not told before it is known to have ended', () => {
  expect(read(['{"a":12']).told).toEqual([]);
  expect(read(['{"a":12', '3,']).told).toEqual([['/a', 123]]);
});

test('an object that breaks after something of it was told is not read as another', () => {
  const { told, object } = read(['{"a":1,', ' b {"a":2}}', ' {"a":3}']);
  expect(told).toEqual([['/a', 1]]);
  expect(object).toBe('{"a":1, b {"a":2}}');
});

test('a megabyte of braces, of quotes or of depth is read in no time', () => {
  for (const unit of ['{', '{"', '[', '{"a":', '{"a":{"a":1},', '{"a":"xxxx', '}', '"']) {
    const before = performance.now();
    const { text } = read(torn(`{"x":${unit.repeat(1_000_000 / unit.length)}`, [23]));
    expect(text.length).toBeGreaterThan(990_000);
    expect([unit, performance.now() - before < 5000]).toEqual([unit, true]);
  }
});

function torn(text: string, sizes: number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = (sizes[turn % sizes.length] ?? 0) + 1;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}
