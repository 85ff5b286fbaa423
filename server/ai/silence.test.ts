import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Patience } from './patience.ts';
import { askFor, modelOn } from './test-asking.ts';
import { readTape } from './wire/test-tapes.ts';
import { wires } from './wire/test-wire-request.ts';
import { startWireServer, type WireServer } from './wire/test-wire-server.ts';

let wire: WireServer;
beforeAll(async () => {
  wire = await startWireServer();
});
afterAll(() => wire.stop());
beforeEach(() => wire.forget());

const impatient: Partial<Patience> = {
  firstContentMilliseconds: 1000,
  idleMilliseconds: 1000,
  retriesMax: 1,
};
const states = () => wire.served.map(({ wire: name, state }) => `${name} ${state}`);

describe.each(wires)('%s', (name) => {
  const tape = readTape(name);
  const other = name === 'openai' ? 'anthropic' : 'openai';

  test('fields are told while the answer is being written, and an abort closes the connection', async () => {
    wire.answerWith(() => ({ frames: tape.frames, hangAfter: tape.frames.length - 8 }));
    const controller = new AbortController();
    const told: string[] = [];
    const asked = askFor(modelOn(wire, [name, other]), {
      signal: controller.signal,
      onField: (pointer) => {
        told.push(pointer);
        if (pointer === '/firmographics/size') controller.abort(new Error('cancelled by the person'));
      },
    });
    await expect(asked).rejects.toThrow('cancelled by the person');
    expect(told).toEqual([
      '/name',
      '/url',
      '/firmographics/industry/0',
      '/firmographics/industry/1',
      '/firmographics/size',
    ]);
    await expect.poll(states).toEqual([`${name} closed`]);
  });

  test('an aborted request is told with what came and an estimate of what it used', async () => {
    wire.answerWith(() => ({ frames: tape.frames, hangAfter: tape.frames.length - 8 }));
    const controller = new AbortController();
    const attempts: unknown[] = [];
    const asked = askFor(modelOn(wire, [name]), {
      signal: controller.signal,
      onField: (pointer) => pointer === '/url' && controller.abort(),
      onAttempt: (attempt) => attempts.push(attempt),
    });
    await expect(asked).rejects.toThrow(/abort/i);
    expect(attempts).toMatchObject([
      { outcome: 'aborted', status: 200, raw: expect.stringContaining('Acme') },
    ]);
    const [{ inputTokens, outputTokens }] = attempts as [{ inputTokens: number; outputTokens: number }];
    expect(inputTokens).toBeGreaterThan(50);
    expect(outputTokens).toBeGreaterThan(5);
  });

  test('one that never begins is left for the next', async () => {
    wire.answerWith((request) => (request.wire === name ? { hang: true } : null));
    const asked = await askFor(modelOn(wire, [name, other], { patience: impatient }));
    expect(asked.answer?.provider).toBe(other);
    expect(asked.attempts.map(({ outcome, status }) => `${outcome} ${status}`)).toEqual([
      'failed null',
      'failed null',
      'answered 200',
    ]);
    expect(asked.restarts).toEqual([
      [expect.stringMatching(/did not begin to answer within a second/), other],
    ]);
    await expect.poll(states).toEqual([`${name} closed`, `${name} closed`, `${other} ended`]);
  });

  test('one that falls silent in the middle is asked again, and nobody else', async () => {
    wire.answerWith(() => ({ frames: tape.frames, hangAfter: tape.frames.length - 8 }));
    const asked = await askFor(modelOn(wire, [name, other], { patience: impatient }));
    expect(asked.failure).toMatchObject({ code: 'model-failed', provider: name });
    expect(asked.failure?.message).toMatch(/fell silent in the middle of its answer for a second/);
    expect(asked.restarts).toHaveLength(1);
    await expect.poll(states).toEqual([`${name} closed`, `${name} closed`]);
  });
});

test('an abort before the first byte and one during the wait for a retry end at once', async () => {
  wire.answerWith(() => ({ hang: true }));
  const early = new AbortController();
  const asked = askFor(modelOn(wire, ['openai']), { signal: early.signal });
  await expect.poll(states).toEqual(['openai open']);
  early.abort(new Error('too late'));
  await expect(asked).rejects.toThrow('too late');
  await expect.poll(states).toEqual(['openai closed']);

  wire.answerWith(() => ({ status: 429, retryAfter: '600' }));
  const patience = { retryAfterMillisecondsMax: 1_000_000 };
  const late = new AbortController();
  const waiting = askFor(modelOn(wire, ['openai'], { patience }), { signal: late.signal });
  await expect.poll(states).toEqual(['openai closed', 'openai ended']);
  late.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

test('an ask that was aborted before it began asks nobody', async () => {
  await expect(
    askFor(modelOn(wire, ['openai']), { signal: AbortSignal.abort(new Error('no')) }),
  ).rejects.toThrow('no');
  expect(wire.served).toEqual([]);
});

test('everything together has an end, however often something comes', async () => {
  const tape = readTape('compatible');
  wire.answerWith(() => ({ frames: tape.frames, millisecondsBetweenFrames: 100 }));
  const patience = { totalMilliseconds: 700 };
  const asked = await askFor(modelOn(wire, ['compatible', 'openai'], { patience }));
  expect(asked.failure).toMatchObject({ code: 'model-failed', provider: 'compatible' });
  expect(asked.failure?.message).toMatch(/gave no whole answer within a second/);
  expect(asked.attempts).toHaveLength(1);
  await expect.poll(states).toEqual(['compatible closed']);
});

test('what is thrown by whoever is told of a field ends the request and is thrown on', async () => {
  wire.answerWith(() => ({ value: readTape('openai').answer, hangAfter: 10 }));
  const asked = askFor(modelOn(wire, ['compatible', 'openai']), {
    onField: () => {
      throw new Error('the disk is full');
    },
  });
  await expect(asked).rejects.toThrow('the disk is full');
  await expect.poll(states).toEqual(['compatible closed']);
});
