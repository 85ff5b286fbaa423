import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Script, scripted, writes } from '../../testing/scripted.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { newStorage } from '../testing/storage.ts';
import { all, company, generationSuite, type Opened } from './generation-suite.ts';
import { createRemote } from './remote.ts';
import { remoteGenerations } from './remote-generations.ts';
import { createStreamTransport } from './transport.ts';

let server: TestServer;
let script: Script;
beforeAll(async () => {
  script = scripted();
  server = await startTestServer({ generation: { ...script, workers: 4 } });
});
afterAll(() => server.stop());

async function open(): Promise<Opened> {
  script.follow(writes());
  const owner = `${randomUUID()}@example.test`;
  const options = { baseUrl: server.url, owner, token: () => server.token(owner) };
  return {
    script,
    workspace: createRemote(options),
    generations: remoteGenerations({ ...options, storage: newStorage(), pauseMilliseconds: 20 }),
  };
}

generationSuite(open);

test('a connection that is cut after each event loses none and tells none twice', async () => {
  const owner = `${randomUUID()}@example.test`;
  const options = { baseUrl: server.url, owner, token: () => server.token(owner), storage: null };
  let connections = 0;
  const stream = createStreamTransport({
    fetch: async (...asked) => {
      connections += 1;
      return cutAfterOneEvent(await fetch(...asked));
    },
  });
  script.follow(writes({ description: 'a', capabilities: ['b'], objections: ['c'] }));
  const direct = remoteGenerations(options);
  const { id } = await direct.start(company());
  const cut = await all(remoteGenerations({ ...options, stream, pauseMilliseconds: 1 }), id);
  expect(cut).toEqual(await all(direct, id));
  expect(connections).toBe(cut.length);
});

/** The first event arrives, then the line is dead. */
function cutAfterOneEvent(reply: Response): Response {
  const decoder = new TextDecoder();
  let text = '';
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      const event = /^[\s\S]*?data:[^\n]*\n\n/.exec(text)?.[0];
      if (event === undefined) return;
      controller.enqueue(new TextEncoder().encode(event));
      controller.error(new TypeError('network error'));
    },
  });
  return new Response(reply.body?.pipeThrough(cut) ?? null, reply);
}

test('a token that ran out is replaced, and the events go on', async () => {
  const owner = `${randomUUID()}@example.test`;
  script.follow(writes());
  const asked: boolean[] = [];
  const token = async ({ fresh = false } = {}) => {
    asked.push(fresh);
    return fresh ? server.token(owner) : 'expired';
  };
  const { id } = await remoteGenerations({
    baseUrl: server.url,
    owner,
    token: () => server.token(owner),
    storage: null,
  }).start(company());
  const events = await all(remoteGenerations({ baseUrl: server.url, owner, token, storage: null }), id);
  expect(events.at(-1)).toMatchObject({ event: 'done' });
  expect(asked).toEqual([false, true]);
});

test("another person's generation does not exist", async () => {
  const [one, other] = [await open(), await open()];
  const { id } = await one.generations.start(company());
  await expect(other.generations.view(id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  await expect(all(other.generations, id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('a notice that was put away stays away over a reload, and goes with the sign-out', () => {
  const storage = newStorage();
  const options = { owner: 'ann', token: async () => null, storage };
  remoteGenerations(options).setAside.add('changes 1');
  expect(remoteGenerations(options).setAside.has('changes 1')).toBe(true);
  expect(remoteGenerations({ ...options, owner: 'bob' }).setAside.has('changes 1')).toBe(false);
  remoteGenerations(options).setAside.forget();
  expect(storage.length).toBe(0);
});
