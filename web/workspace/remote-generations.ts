import {
  createClient,
  type Generation,
  GenerationEvent,
  generations,
  ProblemError,
  system,
  type Transport,
} from '@blossomer/contract';
import type { KeptStrings } from './browser-storage.ts';
import { BusyError, isProblem, UnreachableError } from './errors.ts';
import { readEvents } from './event-stream.ts';
import { endOf, type Generations, isEnd, type ToldEvent } from './generations.ts';
import { createApi } from './remote.ts';
import { openSetAside } from './set-aside.ts';
import { answered } from './stream-answer.ts';
import { createStreamTransport, createTransport, type StreamTransport } from './transport.ts';

export interface RemoteGenerationsOptions {
  /** Without a trailing slash; empty for the same origin. */
  baseUrl?: string;
  owner: string;
  token: (options?: { fresh?: boolean }) => Promise<string | null>;
  storage: KeptStrings | null;
  transport?: Transport;
  stream?: StreamTransport;
  /** The first pause after a cut; doubles up to 16 times that. */
  pauseMilliseconds?: number;
}

/** Jobs of the API. They go on whether anybody looks or not; to look again is to ask for the events after the last one. */
export function remoteGenerations(options: RemoteGenerationsOptions): Generations {
  const { baseUrl = '', owner, token, transport = createTransport() } = options;
  const api = createApi({ baseUrl, token, transport });
  const anybody = createClient({ baseUrl, fetch: transport });
  const aborted = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
  const view: Generations['view'] = async (id, signal) =>
    (await api(generations.view, { params: { id }, ...aborted(signal) })).body;
  return {
    available: async (signal) => (await anybody(system.config, aborted(signal))).body.generation,
    start: async (asked) => {
      const { id = crypto.randomUUID() } = asked;
      const call = { body: { ...asked, id }, idempotencyKey: id };
      return (await api(generations.create, call as never)).body;
    },
    view,
    events: (id, after, signal) => follow(options, { id, after, signal, view }),
    cancel: async (id) =>
      (await api(generations.cancel, { params: { id }, idempotencyKey: crypto.randomUUID() })).body,
    latestOf: async (documentId, signal) => {
      const query = { documentId, state: 'done' as const, limit: 1 };
      const [latest] = (await api(generations.list, { query, ...aborted(signal) })).body.items;
      return latest === undefined ? null : view(latest.id, signal);
    },
    active: async (signal) => {
      const of = async (state: 'queued' | 'running') =>
        (await api(generations.list, { query: { state, limit: 20 }, ...aborted(signal) })).body.items;
      const queued = await of('queued'); // One that begins meanwhile is in both rather than in none.
      const running = await of('running');
      return [...running, ...queued.filter(({ id }) => !running.some((one) => one.id === id))];
    },
    stale: async (signal) => (await api(generations.stale, aborted(signal))).body.items,
    setAside: openSetAside(options.storage, `gtm.set-aside.${owner}`),
  };
}

interface Following {
  id: string;
  after: number;
  signal: AbortSignal;
  view: (id: string, signal?: AbortSignal) => Promise<Generation>;
}

async function* follow(
  options: RemoteGenerationsOptions,
  { id, after, signal, view }: Following,
): AsyncGenerator<ToldEvent> {
  const { pauseMilliseconds = 500 } = options;
  let last = after;
  let cuts = 0;
  for (;;) {
    try {
      for await (const told of once(options, { id, after: last, signal })) {
        last = told.id ?? last + 1;
        cuts = 0;
        yield { ...told.event, id: last };
        if (isEnd(told.event)) return;
      }
      const end = endOf(await view(id, signal)); // Told before what was asked for, or not told at all.
      if (end !== null) {
        yield { ...end, id: last + 1 };
        return;
      }
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
    }
    await rest(pauseMilliseconds * 2 ** Math.min(cuts, 4) * (0.75 + Math.random() / 2), signal);
    cuts += 1;
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ProblemError) return error instanceof BusyError;
  return error instanceof UnreachableError;
}

type Once = { id: string; after: number; signal: AbortSignal };

/** One connection; a token that is refused is replaced once. */
async function* once(options: RemoteGenerationsOptions, asked: Once) {
  const { stream = createStreamTransport() } = options;
  const reply = await open(stream, options, asked, false).catch((error: unknown) => {
    if (!isProblem(error, 'unauthenticated')) throw error;
    return open(stream, options, asked, true);
  });
  yield* readEvents(reply.chunks(), GenerationEvent);
}

async function open(
  stream: StreamTransport,
  { baseUrl = '', token }: RemoteGenerationsOptions,
  { id, after, signal }: Once,
  fresh: boolean,
) {
  const bearer = await token({ fresh }).catch((error: unknown) => {
    throw new UnreachableError(error); // Whoever gives out tokens is not there either.
  });
  const { method, path } = generations.events;
  return answered(
    await stream(baseUrl + path.replace('{id}', encodeURIComponent(id)), {
      method,
      signal,
      headers: {
        accept: 'text/event-stream',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(after > 0 ? { 'last-event-id': String(after) } : {}),
      },
    }),
  );
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
