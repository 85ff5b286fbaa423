import type {
  EntityKind,
  Generation,
  GenerationSummary,
  NewGeneration,
  StaleDocument,
} from '@blossomer/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type Available, type Generations, hasEnded } from '../workspace/generations.ts';
import { keys } from './cache.ts';
import { useSaveState } from './hooks.ts';
import { nothingYet, type Progress, told } from './progress.ts';
import type { Session } from './session.ts';
import { useSession } from './use-session.ts';

/** null: nothing can be generated in this place. */
export const GenerationsContext = createContext<Generations | null>(null);

/** Screens generate through these alone, as they read and write through `hooks.ts`. */
export function useGenerations(): Generations | null {
  return useContext(GenerationsContext);
}

/** What this server can generate; undefined while nobody knows, and where it cannot be asked. */
export function useAvailable(): Available | undefined {
  return useAvailability().data;
}

/** Asked in vain once, it is no longer waited for. */
export function useAvailability(): { data: Available | undefined; isPending: boolean } {
  const generations = useGenerations();
  const { owner } = useSession();
  const { data, isPending, failureCount } = useQuery({
    queryKey: [...keys.generations(owner), 'available'],
    queryFn: ({ signal }) => generations?.available(signal) ?? nothing,
    enabled: generations !== null,
    staleTime: 5 * 60_000,
  });
  return { data, isPending: isPending && failureCount === 0 && generations !== null };
}
const nothing: Available = { kinds: [], model: false };

/** Sends what waits, then begins: what is generated must rest on what the person wrote last. */
export function useStart(): (asked: NewGeneration) => Promise<Generation> {
  const generations = useGenerations();
  const session = useSession();
  const client = useQueryClient();
  return useCallback(
    async (asked) => {
      if (generations === null) throw new Error('Nothing can be generated here.');
      await session.pump.flush();
      const generation = await generations.start(asked);
      const { owner } = session;
      client.setQueryData(keys.generation(owner, generation.id), generation);
      void client.invalidateQueries({ queryKey: keys.active(owner) });
      return generation;
    },
    [generations, session, client],
  );
}

/** The last generation that wrote this document, with its evidence; null: none did; undefined while nobody knows. */
export function useLatest(documentId: string): Generation | null | undefined {
  const generations = useGenerations();
  const { owner } = useSession();
  const { data } = useQuery({
    queryKey: keys.latest(owner, documentId),
    queryFn: ({ signal }) => generations?.latestOf(documentId, signal) ?? null,
    enabled: generations !== null,
  });
  return data;
}

/** Under way now, as `useEnds` last heard of it. */
export function useActive(): readonly GenerationSummary[] {
  return useActiveQuery(false).data ?? none;
}
const none: readonly never[] = [];

function useActiveQuery(isFollowing: boolean) {
  const generations = useGenerations();
  const { owner } = useSession();
  return useQuery({
    queryKey: keys.active(owner),
    queryFn: ({ signal }) => generations?.active(signal) ?? [],
    enabled: generations !== null,
    refetchInterval: ({ state }) => (isFollowing && (state.data?.length ?? 0) > 0 ? lookMilliseconds : false),
  });
}
const lookMilliseconds = 3000;

/**
 * Looks after those that are under way, whatever screen is shown, and tells of each that ended: what it wrote is on the
 * screens by then. Once in a place: one asks for all.
 */
export function useEnds(tell: (ended: Generation) => void): void {
  const generations = useGenerations();
  const session = useSession();
  const { data, isFetchedAfterMount } = useActiveQuery(true);
  const before = useRef<readonly GenerationSummary[]>([]);
  const told = useEffectEvent(tell);
  useEffect(() => {
    if (generations === null || data === undefined || !isFetchedAfterMount) return; // What was kept is of another visit.
    const gone = before.current.filter(({ id }) => !data.some((one) => one.id === id));
    before.current = data;
    for (const { id } of gone) {
      endedOne(session, generations, id).then(
        (ended) => hasEnded(ended.state) && told(ended),
        () => undefined, // Nobody can say how it ended; its document tells.
      );
    }
  }, [generations, session, data, isFetchedAfterMount]);
}

async function endedOne(session: Session, generations: Generations, id: string): Promise<Generation> {
  const known = session.queryClient.getQueryData<Generation>(keys.generation(session.owner, id));
  return known !== undefined && hasEnded(known.state) ? known : takeIn(session, generations, id);
}

/**
 * What changed under this document since it was written; undefined: nothing, or the person put the notice away. Asked when
 * its screen opens, and when documents change elsewhere (`refreshStale`): an edit of this one puts nothing above it out of step.
 */
export function useStale(kind: EntityKind, id: string) {
  const generations = useGenerations();
  const { owner } = useSession();
  const { state } = useSaveState();
  const [isSent, setSent] = useState(false);
  if (state === 'saved' && !isSent) setSent(true); // What was not sent when it opened has changed nothing yet.
  const { data } = useQuery({
    queryKey: keys.stale(owner),
    queryFn: ({ signal }) => generations?.stale(signal) ?? [],
    enabled: generations !== null && isSent,
    staleTime: 0,
  });
  const isSetAside = useSetAside();
  const stale = data?.find((one) => one.kind === kind && one.id === id);
  const mark = stale === undefined ? '' : staleMark(stale);
  return {
    stale: stale === undefined || isSetAside(mark) ? undefined : stale,
    dismiss: () => generations?.setAside.add(mark),
  };
}

/** Once the sources change again, it is another mark. */
function staleMark({ generationId, because }: StaleDocument): string {
  return `stale ${generationId} ${because.map(({ id, currentVersion }) => `${id}:${currentVersion}`).join(' ')}`;
}

/** Whether a notice was put away; the screen follows when that changes. */
export function useSetAside(): (mark: string) => boolean {
  const setAside = useGenerations()?.setAside;
  useSyncExternalStore(
    useCallback((listener) => setAside?.subscribe(listener) ?? (() => {}), [setAside]),
    () => setAside?.version() ?? 0,
  );
  return (mark) => setAside?.has(mark) ?? false;
}

export interface Watched {
  generation: Generation | undefined;
  progress: Progress;
  /** It could not be read or followed. */
  error: Error | null;
  retry(): void;
}

/** A generation from its beginning on, as it happens: after a reload the same again. */
export function useWatched(id: string): Watched {
  const generations = useGenerations();
  const session = useSession();
  const [progress, setProgress] = useState(nothingYet);
  const [broken, setBroken] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  const read = useQuery({
    queryKey: keys.generation(session.owner, id),
    queryFn: ({ signal }) => {
      if (generations === null) throw new Error('Nothing can be generated here.');
      return generations.view(id, signal);
    },
  });
  const isKnown = read.data !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew.
  useEffect(() => {
    if (generations === null || !isKnown) return;
    const stop = new AbortController();
    setProgress(nothingYet);
    setBroken(null);
    followed(generations, id, stop.signal, setProgress)
      .then(() => takeIn(session, generations, id))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setBroken(error instanceof Error ? error : new Error(String(error)));
      });
    return () => stop.abort(new DOMException('The screen was left.', 'AbortError'));
  }, [generations, session, id, isKnown, attempt]);

  return {
    generation: read.data,
    progress,
    error: broken ?? read.error,
    retry: () => {
      if (read.error) void read.refetch();
      setAttempt((count) => count + 1);
    },
  };
}

async function followed(
  generations: Generations,
  id: string,
  signal: AbortSignal,
  show: (change: (progress: Progress) => Progress) => void,
): Promise<void> {
  for await (const event of generations.events(id, 0, signal)) {
    if (signal.aborted) return;
    show((progress) => told(progress, event));
  }
}

/** What it wrote is on the screens before it is said that it ended. */
async function takeIn(session: Session, generations: Generations, id: string): Promise<Generation> {
  const { owner, queryClient } = session;
  const ended = await generations.view(id);
  queryClient.setQueryData(keys.generation(owner, id), ended);
  const { kind, documentId, state } = ended;
  if (state === 'done') {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.document(owner, kind, documentId) }),
      queryClient.invalidateQueries({ queryKey: keys.lists(owner, kind) }),
      queryClient.invalidateQueries({ queryKey: keys.latest(owner, documentId) }),
      queryClient.invalidateQueries({ queryKey: keys.stale(owner) }),
    ]);
  }
  await queryClient.invalidateQueries({ queryKey: keys.active(owner) });
  return ended;
}
