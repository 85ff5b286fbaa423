import {
  createClient,
  generations as endpoints,
  type Generation,
  type NewGeneration,
  type StaleDocument,
  system,
  type Transport,
} from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import { browserStorage, type KeptStrings } from './browser-storage.ts';
import { isProblem, refusal } from './errors.ts';
import { endOf, type Generations, hasEnded, type ToldEvent } from './generations.ts';
import { playgroundPrefix } from './local.ts';
import { contextOf } from './local-context.ts';
import { writeGenerated } from './local-generated.ts';
import { type GenerationStore, openGenerationStore } from './local-generation-store.ts';
import { leftAlone, type Run, startRun } from './local-run.ts';
import { openSetAside } from './set-aside.ts';
import { answered } from './stream-answer.ts';
import { createStreamTransport, createTransport, type StreamTransport } from './transport.ts';
import type { Workspace } from './workspace.ts';

export interface LocalGenerationsOptions {
  workspace: Workspace;
  baseUrl?: string;
  storage?: KeptStrings;
  locks?: Pick<LockManager, 'request'> | undefined;
  /** Asks before it is closed while something is written in it. */
  page?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
  transport?: Transport;
  stream?: StreamTransport;
}

/**
 * Of the playground. The server stores nothing of a guest's: what is known goes along with the request, the answer's stream
 * is the generation, and its result is written into this browser. It ends with the page that began it.
 */
export function localGenerations(options: LocalGenerationsOptions): Generations {
  const { workspace, baseUrl = '', storage = browserStorage(), transport = createTransport() } = options;
  const locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  const store = openGenerationStore(storage, locks);
  const runs = new Map<string, Run>();
  const anybody = createClient({ baseUrl, fetch: transport });
  const page = 'page' in options ? options.page : globalThis.window;
  const parts: Parts = { ...options, workspace, store, runs, locks, page };

  const view = async (id: string) => {
    const generation = store.get(id);
    if (generation === undefined) throw refusal('not-found', 'There is no generation of yours with this id.');
    return settled(parts, generation);
  };
  return {
    available: async (signal) => (await anybody(system.config, signal ? { signal } : {})).body.generation,
    start: (asked) => begin(parts, asked),
    view,
    events: (id, after, signal) => follow(parts, { id, after, signal }),
    cancel: async (id) => {
      runs.get(id)?.abort.abort();
      for await (const _ of follow(parts, { id, after: 0, signal: AbortSignal.timeout(5000) })) {
        // Until it has ended.
      }
      return view(id);
    },
    latestOf: async (documentId) => latestOf(store, documentId),
    active: async () => {
      const all = await Promise.all(store.all().map((generation) => settled(parts, generation)));
      return all.filter(({ state }) => !hasEnded(state));
    },
    stale: () => staleOf(workspace, store),
    setAside: openSetAside(storage, `${playgroundPrefix}set-aside`),
  };
}

interface Parts extends LocalGenerationsOptions {
  store: GenerationStore;
  runs: Map<string, Run>;
}

function latestOf(store: GenerationStore, documentId: string): Generation | null {
  return store.all().find((one) => one.documentId === documentId && one.state === 'done') ?? null;
}

async function begin(parts: Parts, asked: NewGeneration): Promise<Generation> {
  const { workspace, store, runs, stream = createStreamTransport(), baseUrl = '' } = parts;
  const { body, upstream, parents } = await contextOf(workspace, asked);
  const abort = new AbortController();
  const { method, path } = endpoints.demo;
  const reply = await answered(
    await stream(baseUrl + path, {
      method,
      signal: abort.signal,
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  const begun = newRow(asked, upstream);
  await store.put(begun);
  const { id, kind, documentId, again } = begun;
  let wrote: Partial<Generation> = {};
  const run = startRun({
    reply,
    abort,
    written: async ({ document: generated, evidence, pages, provider, model }) => {
      const base = latestOf(store, documentId)?.result ?? null;
      const written = await writeGenerated(workspace, {
        kind,
        id: documentId,
        parents,
        generated,
        base,
        again,
        called: asked.inputs.name,
      });
      const { result, regeneration } = written;
      wrote = { result, evidence, pages, provider, model, regeneration, stage: 'saving' };
      wrote.documentVersion = written.document.version;
      return { documentId, documentVersion: written.document.version };
    },
    ended: (end) => store.put(endedRow({ ...begun, ...wrote }, end)),
  });
  runs.set(id, run);
  void holdWhile(parts, id, run);
  void askWhile(parts, run);
  return begun;
}

function newRow(
  { id = uuidv7(), kind, inputs }: NewGeneration,
  upstream: Generation['upstream'],
): Generation {
  const now = new Date().toISOString();
  return {
    id,
    kind,
    documentId: inputs.documentId ?? uuidv7(),
    again: inputs.documentId !== undefined,
    state: 'running',
    stage: null,
    inputs: { ...inputs },
    provider: null,
    model: null,
    problem: null,
    usage: { inputTokens: 0, outputTokens: 0, costMicros: null },
    documentVersion: null,
    createdAt: now,
    startedAt: now,
    endedAt: null,
    fields: [],
    result: null,
    evidence: [],
    pages: [],
    upstream,
    regeneration: null,
    lastEventId: 0,
  };
}

function endedRow(row: Generation, end: ToldEvent): Generation {
  const endedAt = new Date().toISOString();
  if (end.event === 'failed')
    return { ...row, state: 'failed', problem: end.data, provider: end.data.provider, endedAt };
  return { ...row, state: end.event === 'done' ? 'done' : 'cancelled', endedAt };
}

const lockOf = (id: string) => `gtm.generation.${id}`;

/** As long as it runs, other tabs can tell that some page has it. */
async function holdWhile({ locks }: Parts, id: string, run: Run): Promise<void> {
  await locks?.request(lockOf(id), () => untilEnd(run));
}

/** The page takes with it what is written in it: whoever closes it is asked whether they mean to. */
async function askWhile({ page }: Parts, run: Run): Promise<void> {
  const ask = (event: Event) => event.preventDefault();
  page?.addEventListener('beforeunload', ask);
  await untilEnd(run);
  page?.removeEventListener('beforeunload', ask);
}

async function untilEnd(run: Run): Promise<void> {
  while (endIn(run) === undefined) await run.changed();
}

function endIn({ told }: Run): ToldEvent | undefined {
  const last = told.at(-1);
  return last !== undefined && ['done', 'failed', 'cancelled'].includes(last.event) ? last : undefined;
}

/** A row that no page works on any more has failed, and says so from then on. */
async function settled(parts: Parts, generation: Generation): Promise<Generation> {
  const { id, state } = generation;
  if (hasEnded(state) || parts.runs.has(id)) return generation;
  const isElsewhere =
    (await parts.locks?.request(lockOf(id), { ifAvailable: true }, async (lock) => lock === null)) ?? false;
  const now = parts.store.get(id) ?? generation; // It may have ended while we asked.
  if (isElsewhere || hasEnded(now.state)) return now;
  const failed = endedRow(now, { event: 'failed', data: leftAlone, id: 1 });
  await parts.store.put(failed);
  return failed;
}

async function* follow(
  parts: Parts,
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<ToldEvent> {
  const run = parts.runs.get(id);
  if (run === undefined) return yield* followElsewhere(parts, id, signal);
  const stopped = aborted(signal);
  for (let next = after; ; ) {
    for (; next < run.told.length; next += 1) {
      const told = run.told[next];
      if (told) yield told;
    }
    if (endIn(run) !== undefined) return;
    await Promise.race([run.changed(), stopped]);
  }
}

/** Another tab has it: its end can be seen from here, and no more. */
async function* followElsewhere(parts: Parts, id: string, signal: AbortSignal): AsyncGenerator<ToldEvent> {
  const stopped = aborted(signal);
  for (;;) {
    const row = parts.store.get(id);
    const end = row === undefined ? null : endOf(await settled(parts, row));
    if (row === undefined) throw refusal('not-found', 'There is no generation of yours with this id.');
    if (end !== null) return yield { ...end, id: 1 };
    await Promise.race([new Promise((resolve) => setTimeout(resolve, lookMilliseconds)), stopped]);
  }
}

const lookMilliseconds = 1000;

function aborted(signal: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => undefined); // Nobody may be waiting any more.
  return stopped;
}

/** Of each document that is there, what it was written from and is another version now, or gone. */
async function staleOf(workspace: Workspace, store: GenerationStore): Promise<StaleDocument[]> {
  const found: StaleDocument[] = [];
  for (const { kind, documentId, id, upstream } of store.all().filter(({ state }) => state === 'done')) {
    if ((await versionOf(workspace, { kind, id: documentId })) === null) continue;
    const because = [];
    for (const source of upstream) {
      const currentVersion = await versionOf(workspace, source);
      if (currentVersion !== source.version) because.push({ ...source, currentVersion });
    }
    if (because.length > 0) found.push({ kind, id: documentId, generationId: id, because });
  }
  return found;
}

async function versionOf(workspace: Workspace, { kind, id }: Pick<StaleDocument, 'kind' | 'id'>) {
  try {
    return (await workspace.view(kind, id)).version;
  } catch (error) {
    if (isProblem(error, 'not-found')) return null;
    throw error;
  }
}
