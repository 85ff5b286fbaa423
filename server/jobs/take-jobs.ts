import type { PgBoss } from 'pg-boss';

/** Ids and nothing else: whoever reads the queue learns nothing of anybody's work. */
export interface Job {
  userId: string;
  generationId: string;
}

type Taken = { id: string; data: Job; retryCount: number };
type CarryOut = (job: Job, stopping: AbortSignal) => Promise<void>;

const lookMilliseconds = 1000;
/** Three times before a worker counts as dead. */
const heartbeatMilliseconds = 3000;

/** The loop around the queue: looks for jobs while there is room, keeps those under way alive, settles those that are over. */
export function takeJobs(boss: PgBoss, queue: string, onError: (error: unknown) => void) {
  const stopping = new AbortController();
  const underWay = new Map<string, { taken: Taken; ended: Promise<void> }>();
  let wakeUp = () => {};
  let looking: Promise<void> | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  async function look(atOnceMax: number, carryOut: CarryOut): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
      const room = atOnceMax - underWay.size;
      const found = room > 0 ? await fetchSome(room) : [];
      for (const taken of found) start(taken, carryOut);
      // Whatever is over wakes this up, too.
      if (found.length === 0 || underWay.size >= atOnceMax) await orLater(woken, lookMilliseconds);
    }
  }

  async function fetchSome(batchSize: number): Promise<Taken[]> {
    try {
      return (await boss.fetch<Job>(queue, { batchSize })) as unknown[] as Taken[];
    } catch (error) {
      onError(error);
      return [];
    }
  }

  function start(taken: Taken, carryOut: CarryOut): void {
    const ended = carryOut(taken.data, stopping.signal)
      .then(
        () => settle(() => boss.complete(queue, taken)),
        (error: unknown) => {
          if (!stopping.signal.aborted) onError(error);
          return settle(() => boss.fail(queue, taken, {}));
        },
      )
      .finally(() => {
        underWay.delete(taken.id);
        wakeUp();
      });
    underWay.set(taken.id, { taken, ended });
  }

  /** What cannot be settled now is taken for dead soon, and comes again. */
  async function settle(work: () => Promise<unknown>): Promise<void> {
    await work().catch(onError);
  }

  function keepAlive(): void {
    const all = [...underWay.values()].map(({ taken }) => taken);
    if (all.length > 0) boss.touch(queue, all).catch(onError);
  }

  return {
    wake: () => wakeUp(),
    begin(atOnceMax: number, carryOut: CarryOut): void {
      heartbeat = setInterval(keepAlive, heartbeatMilliseconds);
      looking = look(atOnceMax, carryOut);
    },
    async stop(): Promise<void> {
      stopping.abort(new Error('the server is stopping'));
      wakeUp();
      await looking;
      await Promise.all([...underWay.values()].map(({ ended }) => ended));
      clearInterval(heartbeat);
    },
  };
}

function orLater(event: Promise<void>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    event.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
