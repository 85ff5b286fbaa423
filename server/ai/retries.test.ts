import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openModel } from './open-model.ts';
import { askFor, modelOn, providerOn } from './test-asking.ts';
import { readTape } from './wire/test-tapes.ts';
import { wires } from './wire/test-wire-request.ts';
import { startWireServer, type WireAnswer, type WireServer } from './wire/test-wire-server.ts';

let wire: WireServer;
beforeAll(async () => {
  wire = await startWireServer();
});
afterAll(() => wire.stop());
beforeEach(() => wire.forget());

const asks = () => wire.served.map((served) => served.wire);

/** `first` for the first so many requests, then a whole answer. */
function failingTimes(times: number, first: WireAnswer): void {
  wire.answerWith(({ number }) => (number < times ? first : { value: readTape('openai').answer }));
}

describe.each(wires)('%s', (name) => {
  const other = name === 'openai' ? 'anthropic' : 'openai';
  const alwaysFrom = (fault: WireAnswer) =>
    wire.answerWith((request) => (request.wire === name ? fault : { value: readTape('openai').answer }));

  test.each([500, 502, 503, 529, 408])('after %i it is asked again, and nothing was used', async (status) => {
    failingTimes(2, { status });
    const asked = await askFor(modelOn(wire, [name, other]));
    expect(asked.answer?.provider).toBe(name);
    expect(asks()).toEqual([name, name, name]);
    expect(asked.attempts.slice(0, 2)).toMatchObject([
      { outcome: 'failed', status, inputTokens: 0, outputTokens: 0, costMicros: 0 },
      { outcome: 'failed', status, inputTokens: 0, outputTokens: 0, costMicros: 0 },
    ]);
    expect(asked.restarts).toEqual([]);
  });

  test('three failures, and the next one answers; the person is told who failed and who begins', async () => {
    alwaysFrom({ status: 500 });
    const asked = await askFor(modelOn(wire, [name, other]));
    expect(asks()).toEqual([name, name, name, other]);
    expect(asked.answer?.provider).toBe(other);
    expect(asked.restarts).toEqual([[expect.stringMatching(/has trouble of its own \(500/), other]]);
  });

  test('429 waits as long as it says, and no longer than we do', async () => {
    failingTimes(1, { status: 429, retryAfter: '1' });
    const patience = { retryAfterMillisecondsMax: 2000 };
    const before = Date.now();
    const patient = await askFor(modelOn(wire, [name, other], { patience }));
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
    expect(patient.answer?.provider).toBe(name);

    wire.forget();
    alwaysFrom({ status: 429, retryAfter: '3600' });
    const asked = await askFor(modelOn(wire, [name, other], { patience }));
    expect(asks()).toEqual([name, other]);
    expect(asked.answer?.provider).toBe(other);
  });

  test('429 from everybody is told as a limit', async () => {
    wire.answerWith(() => ({ status: 429 }));
    const asked = await askFor(modelOn(wire, [name, other]));
    expect(asked.failure).toMatchObject({ code: 'model-limited', provider: other });
    expect(asked.failure?.message.match(/takes no more requests at the moment/g)).toHaveLength(2);
    expect(asks()).toEqual([name, name, name, other, other, other]);
  });

  test.each([
    [401, new RegExp(`does not accept the key of this server \\(401.*AI_${name.toUpperCase()}_API_KEY`)],
    [404, new RegExp(`does not know the model.*AI_${name.toUpperCase()}_MODEL`)],
    [402, /account of this server is used up/],
    [400, /refused the request \(400/],
    [302, /refused the request \(302/],
  ])('%i is not asked again, and says what can be done', async (status, sentence) => {
    alwaysFrom({ status });
    const alone = await askFor(modelOn(wire, [name]));
    expect(asks()).toEqual([name]);
    expect(alone.failure).toMatchObject({ code: 'model-failed', provider: name });
    expect(alone.failure?.message).toMatch(sentence);
    const both = await askFor(modelOn(wire, [name, other]));
    expect(both.answer?.provider).toBe(other);
  });

  test('a connection that is refused or reset is tried again', async () => {
    failingTimes(1, { reset: true });
    expect((await askFor(modelOn(wire, [name]))).answer?.provider).toBe(name);
    const nowhere = await openModel(
      { providers: [providerOn(wire, name, { baseUrl: 'http://127.0.0.1:1/v1' }), providerOn(wire, other)] },
      { patience: { backoffMilliseconds: 1 } },
    );
    wire.answerWith(null);
    const asked = await askFor(nowhere!);
    expect(asked.attempts.map(({ status }) => status)).toEqual([null, null, null, 200]);
    expect(asked.restarts[0]?.[0]).toMatch(/could not be reached/);
  });

  test('an error within the stream counts as one', async () => {
    const frame: Record<string, string> = {
      openai:
        'data: {"type":"error","sequence_number":1,"error":{"type":"server_error","code":"server_error","message":"no"}}\n\n',
      anthropic:
        'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"no"}}\n\n',
      google: 'data: {"error":{"code":503,"message":"no","status":"UNAVAILABLE"}}\n\n',
      compatible: 'data: {"error":{"message":"no","type":"server_error"}}\n\n',
    };
    failingTimes(1, { frames: [frame[name] ?? ''] });
    const asked = await askFor(modelOn(wire, [name, other]));
    expect(asked.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    expect(asks()).toEqual([name, name]);
  });
});

describe('a provider that keeps failing', () => {
  const patience = { failuresMax: 3, restMilliseconds: 3000, retriesMax: 0 };

  test('is left alone after so many times, and asked again by one request when it has rested', async () => {
    wire.answerWith((request) => (request.wire === 'openai' ? { status: 500 } : null));
    const model = await modelOn(wire, ['openai', 'anthropic'], { patience });
    for (const _ of [1, 2, 3]) await askFor(model);
    expect(asks().filter((name) => name === 'openai')).toHaveLength(3);
    const meanwhile = await askFor(model);
    expect(meanwhile.answer?.provider).toBe('anthropic');
    expect(meanwhile.restarts[0]?.[0]).toMatch(/^OpenAI did not answer several times in a row/);
    expect(asks().filter((name) => name === 'openai')).toHaveLength(3);

    wire.answerWith(null);
    await expect
      .poll(async () => (await askFor(model)).answer?.provider, { interval: 50, timeout: 10_000 })
      .toBe('openai');
    expect(asks().filter((name) => name === 'openai')).toHaveLength(4);
    expect((await askFor(model)).answer?.provider).toBe('openai');
  });

  test('fails at once when there is nobody else', async () => {
    wire.answerWith(() => ({ reset: true }));
    const model = await modelOn(wire, ['openai'], { patience: { ...patience, restMilliseconds: 600_000 } });
    for (const _ of [1, 2, 3]) await askFor(model);
    const { failure } = await askFor(model);
    expect(failure).toMatchObject({ code: 'model-failed', provider: 'openai', attempts: [] });
    expect(failure?.message).toMatch(/left alone for a moment/);
    expect(asks()).toHaveLength(3);
  });

  test('limits, refusals, aborts and answers that are not valid do not count', async () => {
    const model = await modelOn(wire, ['openai'], {
      patience: { ...patience, failuresMax: 1, reasksMax: 0 },
    });
    for (const answer of [{ status: 429 }, { status: 401 }, { text: 'no' }]) {
      wire.answerWith(() => answer);
      expect((await askFor(model)).failure).not.toBeNull();
    }
    const controller = new AbortController();
    wire.answerWith(() => ({ hang: true }));
    const aborted = askFor(model, { signal: controller.signal });
    await expect.poll(() => wire.served.length).toBe(4);
    controller.abort(new Error('gone'));
    await expect(aborted).rejects.toThrow('gone');
    wire.answerWith(null);
    expect((await askFor(model)).answer?.provider).toBe('openai');
  });
});
