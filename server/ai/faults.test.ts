import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Answer, type Asked, askFor, modelOn } from './test-asking.ts';
import { readTape, type Tape } from './wire/test-tapes.ts';
import { type Wire, wires } from './wire/test-wire-request.ts';
import { startWireServer, type WireAnswer, type WireServer } from './wire/test-wire-server.ts';

let wire: WireServer;
beforeAll(async () => {
  wire = await startWireServer();
});
afterAll(() => wire.stop());
beforeEach(() => wire.forget());

/** Whoever would be asked next; a different one for each, and always there. */
const other: Record<Wire, Wire> = {
  openai: 'anthropic',
  anthropic: 'compatible',
  google: 'openai',
  compatible: 'anthropic',
};
const whole: WireAnswer = { value: readTape('openai').answer };

/** The first request to `name` gets the fault, everything after that a whole answer. */
async function askThrough(name: Wire, fault: WireAnswer): Promise<Asked> {
  wire.forget();
  let isFirst = true;
  wire.answerWith((request) => {
    if (request.wire !== name || !isFirst) return whole;
    isFirst = false;
    return fault;
  });
  return askFor(modelOn(wire, [name, other[name]]));
}

/** What holds however it ended: once, from one answer, nothing unaccounted for, nothing told that was not meant. */
function expectToBeSound({ answer, failure, attempts, each, fields }: Asked): void {
  expect([answer === null, failure === null].filter(Boolean)).toHaveLength(1);
  expect(each).toEqual(attempts);
  expect(attempts.length).toBe(wire.served.length);
  for (const { outcome, status, inputTokens, costMicros, error } of attempts) {
    if (status === 200) expect(inputTokens).toBeGreaterThan(0);
    expect(costMicros === 0).toBe(inputTokens === 0);
    expect(error === null).toBe(outcome === 'answered');
  }
  if (!answer) return;
  expect(Answer.safeParse(answer.value).success).toBe(true);
  expect(attempts.filter(({ outcome }) => outcome === 'answered')).toEqual([attempts.at(-1)]);
  for (const [pointer, value] of fields)
    expect([pointer, at(answer.value, pointer)]).toEqual([pointer, value]);
}

describe.each(wires)('%s', (name) => {
  const tape = readTape(name);
  const words = firstWords(tape);
  const points = Array.from({ length: tape.frames.length }, (_, index) => index);

  test('cut at any frame: before the first words the next one is asked, after them only the same one', async () => {
    const seen = new Set<string>();
    for (const cutAfter of points) {
      const asked = await askThrough(name, { frames: tape.frames, cutAfter });
      expectToBeSound(asked);
      expect(asked.failure).toBeNull();
      expect(wire.served[0]?.state).toBe('cut');
      const asks = wire.served.map((served) => served.wire);
      expect(asks).toEqual(asks.map(() => name));
      const [first] = asked.attempts;
      if (cutAfter <= words) {
        expect(first).toMatchObject({ outcome: 'failed', raw: '' });
        expect(asked.restarts).toEqual([]);
      } else {
        expect(first?.raw).not.toBe('');
        expect(asked.restarts.length).toBe(first?.outcome === 'answered' ? 0 : 1);
      }
      seen.add(`${first?.outcome} ${asks.length}`);
    }
    // Where the object has closed, a cut takes nothing away any more.
    expect([...seen].sort()).toEqual(name === 'google' ? ['failed 2'] : ['answered 1', 'failed 2']);
  });

  test('ended early as if it were whole: asked again, and never taken for an answer', async () => {
    for (const endAfter of points) {
      const asked = await askThrough(name, { frames: tape.frames, endAfter });
      expectToBeSound(asked);
      expect(asked.failure).toBeNull();
    }
  });

  test('a cut answer is charged for what came of it, also when nobody said how much that was', async () => {
    const asked = await askThrough(name, { frames: tape.frames, cutAfter: words + 8 });
    const [first] = asked.attempts;
    expect(first?.outcome).toBe('failed');
    expect(first?.outputTokens).toBeGreaterThanOrEqual(Math.ceil((first?.raw.length ?? 0) / 4));
    expect(first?.costMicros).toBe((first?.inputTokens ?? 0) * 3 + (first?.outputTokens ?? 0) * 15);
    expect(first?.error).toMatch(/broke off in the middle of its answer/);
  });

  test('cut every time: asked three times, then a failure that names it, and nobody else was asked', async () => {
    wire.answerWith(() => ({ frames: tape.frames, cutAfter: words + 2 }));
    const asked = await askFor(modelOn(wire, [name, other[name]]));
    expectToBeSound(asked);
    expect(asked.failure).toMatchObject({ code: 'model-failed', provider: name });
    expect(wire.served.map((served) => served.wire)).toEqual([name, name, name]);
    expect(asked.restarts.length).toBe(2);
  });
});

describe.each<[string, WireAnswer, RegExp]>([
  [
    'a word that the list does not have',
    changed('priority', 'Huge'),
    /\/buyingSignals\/0\/priority.*one of: High/,
  ],
  ['a number for a text', changed('title', 7), /\/buyingSignals\/0\/title: must be text, not a number/],
  ['a member too few', changed('id', undefined), /\/buyingSignals\/0\/id: is missing/],
  ['a text too long', { value: { ...readTape('openai').answer, name: 'x'.repeat(41) } }, /\/name/],
  ['a key twice', { text: '{"name":"A","name":"B"}' }, /\/name: This key occurs more than once/],
  ['half a character', { text: '{"name":"\\ud83d"}' }, /\/name: .*lone surrogate/],
  ['JSON that stops', { text: JSON.stringify(readTape('openai').answer).slice(0, -5) }, /no complete JSON/],
  ['no JSON at all', { text: 'I would rather talk about the weather.' }, /no complete JSON/],
  ['the bound of tokens', { text: '{"name":"Ac', finish: 'length' }, /longer than 2000 tokens/],
])('an answer with %s', (_what, fault, sentence) => {
  test('is asked for again with what is wrong, and the whole one is taken', async () => {
    const asked = await askThrough('compatible', fault);
    expectToBeSound(asked);
    expect(asked.attempts.map(({ outcome }) => outcome)).toEqual(['invalid', 'answered']);
    expect(asked.attempts[0]?.error).toMatch(sentence);
    expect(asked.restarts).toEqual([[asked.attempts[0]?.error, 'compatible']]);
    expect(wire.served[1]?.user).toMatch(sentence);
    expect(wire.served.map((served) => served.wire)).toEqual(['compatible', 'compatible']);
  });

  test('is asked for three times at most', async () => {
    wire.answerWith(() => fault);
    const asked = await askFor(modelOn(wire, ['compatible', 'anthropic']));
    expectToBeSound(asked);
    expect(asked.failure).toMatchObject({ code: 'answer-invalid', provider: 'compatible' });
    expect(asked.failure?.message).toMatch(/The model server was asked 3 times/);
    expect(wire.served.map((served) => served.wire)).toEqual(['compatible', 'compatible', 'compatible']);
  });
});

test.each([
  ['fences', (text: string) => `\`\`\`json\n${text}\n\`\`\`\n`],
  ['words before', (text: string) => `Here is {the} answer for {{first_name}}:\n${text}`],
  ['words after', (text: string) => `${text}\n\nLet me know about {anything} else!`],
])('%s around the answer change nothing', async (_what, around) => {
  wire.answerWith(() => ({ text: around(JSON.stringify(readTape('openai').answer)) }));
  const asked = await askFor(modelOn(wire, ['compatible']));
  expectToBeSound(asked);
  expect(asked.attempts.map(({ outcome }) => outcome)).toEqual(['answered']);
  expect(asked.fields.length).toBe(8);
});

test('a refusal to write is told as one, and nobody is asked again', async () => {
  wire.answerWith(() => ({ text: '{"name":"', finish: 'content-filter' }));
  const asked = await askFor(modelOn(wire, ['anthropic', 'openai']));
  expect(asked.failure).toMatchObject({ code: 'answer-invalid', provider: 'anthropic' });
  expect(asked.failure?.message).toMatch(/^Anthropic declined to write this/);
  expect(asked.attempts.length).toBe(1);
});

test('an answer without end is stopped at a megabyte, and the connection is closed', async () => {
  const chunk = { choices: [{ index: 0, delta: { content: `{"name":"${'x'.repeat(50_000)}` } }] };
  const frame = `data: ${JSON.stringify(chunk)}\n\n`;
  wire.answerWith(() => ({
    frames: Array.from({ length: 300 }, () => frame),
    millisecondsBetweenFrames: 1,
  }));
  const asked = await askFor(modelOn(wire, ['compatible', 'openai']));
  expect(asked.failure).toMatchObject({ code: 'model-failed', provider: 'compatible' });
  expect(asked.failure?.message).toMatch(/far more than an answer can have/);
  expect(asked.attempts.length).toBe(1);
  expect(asked.attempts[0]?.raw.length).toBeLessThanOrEqual(1_000_000);
  await expect.poll(() => wire.served[0]?.state).toBe('closed');
});

test('a flood that is no text at all is stopped, too', async () => {
  const noise = `: ${'x'.repeat(1_000_000)}\n\n`;
  wire.answerWith(() => ({ frames: Array.from({ length: 20 }, () => noise) }));
  const asked = await askFor(modelOn(wire, ['compatible', 'openai']));
  expect(asked.attempts[0]).toMatchObject({ outcome: 'failed', raw: '' });
  expect(asked.attempts[0]?.error).toMatch(/far more than an answer can have/);
});

function changed(member: string, value: unknown): WireAnswer {
  const answer = structuredClone(readTape('openai').answer) as { buyingSignals: Record<string, unknown>[] };
  const [first] = answer.buyingSignals;
  if (value === undefined) delete first?.[member];
  else Object.assign(first ?? {}, { [member]: value });
  return { value: answer };
}

/** How many frames there are before the first that brings words. */
function firstWords({ frames }: Tape): number {
  return frames.findIndex((frame) => frame.includes('{\\"name'));
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((here, step) => (here as Record<string, unknown>)[step], value);
}
