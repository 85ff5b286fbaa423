import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openModel } from './open-model.ts';
import { type Asked, askFor, modelOn, providerOn } from './test-asking.ts';
import { readTape } from './wire/test-tapes.ts';
import { type Wire, wires } from './wire/test-wire-request.ts';
import { startWireServer, type WireAnswer, type WireServer } from './wire/test-wire-server.ts';

/** A provider, or whoever answers in its place, says our key back in every way that it can. */
let wire: WireServer;
const lines: string[] = [];
const log = { warn: (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message })) };
beforeAll(async () => {
  wire = await startWireServer();
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.forget();
  lines.length = 0;
});

const keyOf = (name: Wire) => `canary-of-${name}-0123456789`;
const ways = (key: string): [string, WireAnswer][] => [
  [
    'a refusal',
    { status: 401, message: `Incorrect API key provided: ${key}. See https://x.example/?key=${key}` },
  ],
  ['a page of HTML', { status: 502, body: `<html>Authorization: Bearer ${key}</html>` }],
  [
    'an error in the stream',
    { frames: [`data: {"error":{"message":"${key}","code":"${key}","type":"${key}"}}\n\n`] },
  ],
  ['a field', { value: { ...readTape('openai').answer, name: key } }],
  ['a field, in small pieces', { value: { ...readTape('openai').answer, name: key }, charactersPerFrame: 3 }],
  ['a field, with escapes', { text: `{"name":"${escaped(key)}","url":""}` }],
  ['a key of the answer', { value: { ...readTape('openai').answer, [key]: 1 } }],
  ['words around the answer', { text: `Bearer ${key} {"name":"x"}` }],
];

describe.each(wires)('%s', (name) => {
  test.each(ways(keyOf(name)))('a key that comes back in %s goes no further', async (_way, answer) => {
    wire.answerWith(() => answer);
    const asked = await askFor(modelOn(wire, [name], { log }));
    expect(wire.served.length).toBeGreaterThan(0);
    expect(asked.failure).not.toBeNull();
    expect(everythingToldIn(asked)).not.toContain(keyOf(name));
    expect(everythingToldIn(asked)).not.toContain('0123456789');
    expect(lines.length).toBe(asked.attempts.length);
    expect(lines.join()).not.toContain('0123456789');
  });
});

test('no sentence names an address, and a key of a few letters, which is none, hides nothing', async () => {
  wire.answerWith(() => ({ status: 500 }));
  const { failure } = await askFor(modelOn(wire, ['compatible', 'openai']));
  expect(failure?.message).not.toMatch(/http|127\.0\.0\.1/);
  wire.answerWith(null);
  const model = await openModel({ providers: [providerOn(wire, 'compatible', { apiKey: 'a' })] });
  expect((await askFor(model!)).answer?.provider).toBe('compatible');
});

function everythingToldIn({ answer, failure, attempts, each, fields, restarts }: Asked): string {
  const failed = failure && [failure.message, failure.stack, String(failure.cause)];
  return JSON.stringify([answer, failed, attempts, each, fields, restarts]);
}

function escaped(text: string): string {
  return [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
