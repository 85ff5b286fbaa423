import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openModel } from './open-model.ts';
import { Answer, askFor, modelOn, providerOn } from './test-asking.ts';
import { readTape } from './wire/test-tapes.ts';
import { type Wire, wires } from './wire/test-wire-request.ts';
import { startWireServer, type WireServer } from './wire/test-wire-server.ts';

let wire: WireServer;
beforeAll(async () => {
  wire = await startWireServer();
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.forget();
  wire.answerWith(null);
});

describe.each(wires)('%s', (name) => {
  test('a recorded answer is read whole: its value, its fields, its tokens and what they cost', async () => {
    const tape = readTape(name);
    wire.answerWith(() => ({ frames: tape.frames }));
    const { answer, attempts, fields, restarts } = await askFor(modelOn(wire, [name]));
    const { note: _absent, ...value } = tape.answer;
    expect(answer).toMatchObject({ value, provider: name });
    expect(answer?.value).not.toHaveProperty('note');
    expect(attempts).toMatchObject([
      { outcome: 'answered', status: 200, error: null, ...tape.usage, costMicros: 812 * 3 + 143 * 15 },
    ]);
    expect(JSON.parse(attempts[0]?.raw ?? '')).toEqual(tape.answer);
    expect(fields.map(([pointer]) => pointer)).toEqual(pointersOfTape);
    expect(fields.at(-3)?.[1]).toEqual(value.buyingSignals?.[0 as never]);
    expect(restarts).toEqual([]);
  });

  test('the same, torn at every byte of the wire', async () => {
    const tape = readTape(name);
    wire.answerWith(() => ({ frames: tape.frames, bytesPerWrite: 7 }));
    const { answer, fields } = await askFor(modelOn(wire, [name]));
    expect(answer?.value.buyingSignals).toEqual(tape.answer.buyingSignals);
    expect(fields.map(([pointer]) => pointer)).toEqual(pointersOfTape);
  });

  test('it is asked with its key, the prompt, the bound of tokens and a schema that it accepts', async () => {
    await askFor(modelOn(wire, [name]));
    const [served] = wire.served;
    expect(served).toMatchObject({
      wire: name,
      system: 'You analyse companies.',
      user: 'Page: Acme Cloud.',
    });
    const [header, prefix] = keyHeaders[name];
    expect(served?.headers[header]).toBe(`${prefix}canary-of-${name}-0123456789`);
    expect(JSON.stringify(served?.body)).toMatch(/"(max_tokens|max_output_tokens|maxOutputTokens)":2000/);
    expect(objectsIn(served?.schema).length).toBe(3);
    for (const object of objectsIn(served?.schema)) {
      const names = Object.keys(object.properties ?? {});
      const optional = names.filter((each) => !object.required?.includes(each));
      if (name === 'openai' || name === 'compatible') expect([object, optional]).toEqual([object, []]);
      if (name !== 'google') expect(object.additionalProperties).toBe(false);
    }
    expect(JSON.stringify(served?.schema)).not.toMatch(
      /"(pattern|minLength|maxLength|format|default|\$schema)"/,
    );
  });
});

test('a server that takes no schema finds it in the prompt', async () => {
  const provider = providerOn(wire, 'compatible', { structured: false, apiKey: null });
  const model = await openModel({ providers: [provider] });
  const { answer } = await askFor(model!);
  expect(Answer.safeParse(answer?.value).success).toBe(true);
  expect(wire.served[0]?.body.response_format).toEqual({ type: 'json_object' });
  expect(wire.served[0]?.system).toContain('JSON schema');
  expect(wire.served[0]?.headers.authorization).toBeUndefined();
});

test('a model of Anthropic without structured output answers by its tool, and a schema of any type is asked for loosely', async () => {
  const older = await openModel({ providers: [providerOn(wire, 'anthropic', { model: 'claude-3-haiku' })] });
  expect((await askFor(older!)).answer?.provider).toBe('anthropic');
  expect(wire.served[0]?.body.tools).toMatchObject([{ name: 'json' }]);
  const loose = Answer.extend({ extra: z.record(z.string(), z.string()).optional() });
  wire.answerWith(() => ({ value: { ...readTape('openai').answer, extra: { a: 'b' } } }));
  const { answer } = await askFor(modelOn(wire, ['openai']), { schema: loose });
  expect(answer?.value).toMatchObject({ extra: { a: 'b' } });
  expect(wire.served[1]?.body.text).toMatchObject({ format: { strict: false } });
});

test('without a provider there is no model', async () => {
  expect(await openModel({ providers: [] })).toBeNull();
});

const pointersOfTape = [
  '/name',
  '/url',
  '/firmographics/industry/0',
  '/firmographics/industry/1',
  '/firmographics/size',
  '/buyingSignals/0',
  '/buyingSignals/1',
  '/confidence',
];

const keyHeaders: Record<Wire, [header: string, prefix: string]> = {
  openai: ['authorization', 'Bearer '],
  anthropic: ['x-api-key', ''],
  google: ['x-goog-api-key', ''],
  compatible: ['authorization', 'Bearer '],
};

interface ObjectSchema {
  properties?: object;
  required?: string[];
  additionalProperties?: unknown;
}

function objectsIn(schema: unknown): ObjectSchema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inside = Object.values(schema).flatMap(objectsIn);
  return isObject(schema) ? [schema, ...inside] : inside;
}

function isObject(schema: object): schema is ObjectSchema {
  return 'type' in schema && schema.type === 'object';
}
