import { companies, generations } from '@blossomer/contract';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';
import { aCompany, begin, beginAndEnd, ended, readEvents, rowsOf, spendingOf } from './test-following.ts';
import { attempt, fails, hangs, outcomeOf, type Step, scripted, writes } from './test-scripted.ts';

const script = scripted();
let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer({ generation: script });
});
afterAll(() => server.stop());
beforeEach(async () => {
  ann = await newPerson(server);
});

const cancel = (person: Person, id: string) => person.client(generations.cancel, { params: { id } });
const settled = async (id: string) => (await spendingOf(server, id)).map(({ used }) => used);
const authorizationOf = async (person: Person) => `Bearer ${await server.token(person.email)}`;

/** Asks a model that never answers, and says what it used when it is told to stop. */
function asksForEver(onBegin: () => void = () => {}): Step {
  return async (_work, { model, signal }) => {
    const prompt = { name: 'company', version: 1, system: '', user: '' };
    const asking = model?.generate({ signal, prompt } as never);
    onBegin();
    await asking;
    throw new Error('it answered');
  };
}

/** Each waits for its abort and only then knows what it used. */
const patientModel = {
  generate: ({
    signal,
    onAttempt,
  }: {
    signal: AbortSignal;
    onAttempt?: (made: ReturnType<typeof attempt>) => void;
  }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        onAttempt?.(attempt({ outcome: 'aborted', inputTokens: 120, outputTokens: 5, status: null }));
        reject(signal.reason);
      });
    }),
};

test('twenty cancels at once are one: one event, nothing written, the same answer for all', async () => {
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  script.follow(hangs(begun));
  const { id } = await begin(ann, aCompany);
  await isBegun;
  const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(ann, id)));
  for (const { status, body } of answers) expect([status, body.state]).toEqual([200, 'cancelled']);
  const told = await readEvents(server.url, { authorization: await authorizationOf(ann) }, id);
  expect(told.filter(({ event }) => event === 'cancelled')).toHaveLength(1);
  expect(told.at(-1)?.event).toBe('cancelled');
  await expect.poll(() => settled(id)).toEqual([0]);
  expect((await ann.client(companies.list)).body.items).toEqual([]);
});

test('an aborted request to a model is charged what it used', async () => {
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  script.follow(asksForEver(begun));
  const asking = await startTestServer({ generation: { ...script, model: patientModel as never } });
  onTestFinished(() => asking.stop());
  const person = await newPerson(asking);
  const { id } = await begin(person, aCompany);
  await isBegun;
  await cancel(person, id);
  const used = async () => (await spendingOf(asking, id)).map((each) => each.used);
  await expect.poll(used, { timeout: 10_000 }).toEqual([125]);
  expect(
    await rowsOf(asking, 'select outcome, prompt_hash is not null as hashed from generation_attempts'),
  ).toEqual([{ outcome: 'aborted', hashed: true }]);
});

test('cancelled in another process, it is noticed within a second or two', async () => {
  let reason: unknown;
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  script.follow(async (work, tools) => {
    tools.signal.addEventListener('abort', () => {
      reason = tools.signal.reason;
    });
    return hangs(begun)(work, tools);
  });
  const { id } = await begin(ann, aCompany);
  await isBegun;
  const start = performance.now();
  await rowsOf(
    server,
    `select set_config('app.user_id', user_id, false), end_generation(id, null, 'cancelled', '{}')
      from generations where id = $1`,
    [id],
  );
  await expect.poll(() => reason, { timeout: 5000, interval: 20 }).toBeInstanceOf(Error);
  expect(performance.now() - start).toBeLessThan(3000);
  await expect.poll(() => settled(id)).toEqual([0]);
});

test('what ended stays as it ended', async () => {
  script.follow(writes());
  const done = await beginAndEnd(ann, aCompany);
  expect((await cancel(ann, done.id)).body).toEqual(done);
});

test('one that waits is cancelled without being begun, and costs nothing', async () => {
  script.follow(hangs());
  const running = await Promise.all(Array.from({ length: 4 }, () => begin(ann, aCompany)));
  const state = async (id: string) => (await ann.client(generations.view, { params: { id } })).body.state;
  await expect
    .poll(() => Promise.all(running.map(({ id }) => state(id))), { timeout: 10_000 })
    .toEqual(Array(4).fill('running'));
  const waiting = await begin(ann, aCompany);
  const begunBefore = script.begun.length;
  expect((await cancel(ann, waiting.id)).body).toMatchObject({ state: 'cancelled', startedAt: null });
  expect(await settled(waiting.id)).toEqual([0]);
  for (const { id } of running) await cancel(ann, id);
  await expect
    .poll(() =>
      rowsOf(server, `select state::text from pgboss.job where data ->> 'generationId' = $1`, [waiting.id]),
    )
    .toEqual([{ state: 'completed' }]);
  expect(script.begun.length).toBe(begunBefore);
});

/** Ends in the middle, after so many of its steps, in each way there is. */
const steps: Step[] = [0, 1, 2, 3, 4, 5, 6].flatMap((cut) => [
  stoppedAfter(cut, 'fails'),
  stoppedAfter(cut, 'throws'),
  stoppedAfter(cut, 'cancels'),
]);

function stoppedAfter(cut: number, how: 'fails' | 'throws' | 'cancels'): Step {
  return async (work, tools) => {
    const acts = [
      () => tools.tell({ event: 'stage', data: { stage: 'reading' } }),
      () => tools.tell({ event: 'page', data: { url: 'u', state: 'reading', title: null, reason: null } }),
      () => tools.tell({ event: 'stage', data: { stage: 'writing' } }),
      () => tools.model?.generate({ prompt: { name: 'n', version: 1, system: '', user: '' } } as never),
      () => tools.tell({ event: 'field', data: { pointer: '/name', value: 'x' } }),
      () => tools.tell({ event: 'restarted', data: { reason: 'r', provider: null } }),
    ];
    for (const [index, act] of acts.entries()) {
      if (index === cut) break;
      await act();
    }
    if (how === 'fails') return fails('model-failed')(work, tools);
    if (how === 'throws') throw new TypeError('unforeseen');
    const [, id] = /generation (.+)/.exec(String(work.inputs.hypothesis)) ?? [];
    void cancel(ann, String(id));
    return cut % 2 === 0 ? outcomeOf(work, 'Late', {}) : hangs()(work, tools);
  };
}

test('whatever the cut point, it ends once, with its usage settled and nothing half written', async () => {
  for (const [index, step] of steps.entries()) {
    script.follow(step);
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const inputs = { url: 'acme.test', hypothesis: `generation ${id}` };
    await begin(ann, { id, kind: 'company', inputs });
    const { state, documentId, lastEventId } = await ended(ann, id);
    const told = await readEvents(server.url, { authorization: await authorizationOf(ann) }, id);
    expect(told.filter(({ event }) => ['done', 'failed', 'cancelled'].includes(event))).toHaveLength(1);
    expect([told.at(-1)?.event, told.length]).toEqual([state, lastEventId]);
    const asked = index >= 12 ? 1000 : 0;
    await expect.poll(() => settled(id)).toEqual([asked]);
    const written = await rowsOf(server, 'select id from companies where id = $1', [documentId]);
    expect(written).toHaveLength(state === 'done' ? 1 : 0);
  }
});
