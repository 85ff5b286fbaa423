import { shapeOf } from '../workspace/kinds.ts';
import { type Entry, laneOf } from './entry.ts';
import type { Book } from './outbox-book.ts';
import { verdictOf } from './outbox-failure.ts';

/**
 * When entries are sent: those of one document one after the other, documents side by side, what is not there yet before
 * what hangs on it. One tab pumps. After a failure everything pauses: offline and busy are about the server, not the entry.
 */
export interface Pump {
  /** Something may be due. */
  changed(): void;
  /** Sends what is there without waiting for a pause in typing or for the end of an outage; resolves when it is idle. */
  flush(): Promise<void>;
  lead(isLeader: boolean): void;
  /** There is a token again. */
  signedIn(): void;
  status(): PumpStatus;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

export interface PumpStatus {
  offline: boolean;
  signInNeeded: boolean;
  /** Milliseconds since 1970; null when nothing is waited for. */
  waitingUntil: number | null;
}

export interface PumpOptions {
  book: Book;
  send: (entry: Entry) => Promise<void>;
  /** How long the typing must rest. */
  restMilliseconds: number;
  /** The first pause while offline; doubles up to 32 times that. */
  outageMilliseconds?: number;
  random?: () => number;
}

const lanesMax = 4;

export function createPump({
  book,
  send,
  restMilliseconds,
  outageMilliseconds = 1000,
  random = Math.random,
}: PumpOptions): Pump {
  const running = new Map<string, Promise<void>>();
  const listeners = new Set<() => void>();
  let status: PumpStatus = { offline: false, signInNeeded: false, waitingUntil: null };
  let leads = false;
  let stopped = false;
  let outages = 0;
  let isUrgent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(next: Partial<PumpStatus>): void {
    const changes = Object.entries(next).some(([key, value]) => status[key as keyof PumpStatus] !== value);
    if (!changes) return;
    status = { ...status, ...next };
    for (const listener of listeners) listener();
  }

  function pump(): void {
    clearTimeout(timer);
    if (!leads || stopped || status.signInNeeded) return;
    const now = Date.now();
    if (status.waitingUntil !== null && status.waitingUntil > now) {
      wakeAt(status.waitingUntil);
      return;
    }
    let nextDue = Number.POSITIVE_INFINITY;
    for (const entry of heads(book.entries())) {
      const lane = laneOf(entry);
      if (running.has(lane) || running.size >= lanesMax) continue;
      const due = isUrgent || entry.attempt !== undefined ? 0 : entry.editedAt + restMilliseconds;
      if (due > now) nextDue = Math.min(nextDue, due);
      else running.set(lane, run(lane, entry));
    }
    if (nextDue < Number.POSITIVE_INFINITY) wakeAt(nextDue);
  }

  async function run(lane: string, entry: Entry): Promise<void> {
    try {
      await send(entry);
      outages = 0;
      tell({ offline: false, waitingUntil: null });
    } catch (error) {
      pauseFor(error);
    } finally {
      running.delete(lane);
      pump();
    }
  }

  function pauseFor(error: unknown): void {
    const verdict = verdictOf(error);
    const jitter = 1 + random() / 4;
    if (verdict.means === 'sign-in') tell({ signInNeeded: true });
    else if (verdict.means === 'wait') {
      const pause = Math.max(outageMilliseconds, verdict.seconds * 1000) * jitter;
      tell({ waitingUntil: Date.now() + pause });
    } else {
      const pause = outageMilliseconds * 2 ** Math.min(outages, 5) * jitter;
      outages += 1;
      tell({ offline: true, waitingUntil: Date.now() + pause });
    }
  }

  function wakeAt(time: number): void {
    timer = setTimeout(pump, Math.min(Math.max(0, time - Date.now()), 2 ** 31 - 1));
  }

  return {
    changed: pump,
    flush: async () => {
      isUrgent = true;
      tell({ waitingUntil: null });
      pump();
      while (running.size > 0) await Promise.race(running.values());
      isUrgent = false;
    },
    lead: (isLeader) => {
      leads = isLeader;
      pump();
    },
    signedIn: () => {
      tell({ signInNeeded: false, waitingUntil: null });
      pump();
    },
    status: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** The first of each document that can go: not behind one that needs a person, nor before its parent is there. */
function heads(entries: readonly Entry[]): Entry[] {
  const first = new Map<string, Entry>();
  const missing = new Set(entries.filter(({ op }) => op === 'create').map(laneOf));
  for (const entry of entries) {
    const lane = laneOf(entry);
    const before = first.get(lane);
    // An edit that needs a person does not hold up what was done to other fields since, nor a delete.
    if (before === undefined || (before.state !== 'waiting' && before.op === 'edit')) first.set(lane, entry);
  }
  return [...first.values()].filter(
    (entry) => entry.state === 'waiting' && !isBlocked(entry, missing, entries),
  );
}

function isBlocked(entry: Entry, missing: ReadonlySet<string>, entries: readonly Entry[]): boolean {
  if (entry.op === 'create') {
    return shapeOf[entry.kind].parents.some(([field, kind]) =>
      missing.has(laneOf({ kind, entityId: String(entry.document[field]) })),
    );
  }
  if (entry.op === 'edit') {
    const ids = entry.edits
      .filter(({ pointer }) => pointer === '/companyId')
      .map(({ value }) => String(value));
    return ids.some((entityId) => missing.has(laneOf({ kind: 'company', entityId })));
  }
  // What is below must arrive first, so that the trash holds all of it.
  return entries.some(
    (other) =>
      other.id < entry.id &&
      other.op === 'create' &&
      Object.values(other.document).includes(entry.entityId) &&
      other.entityId !== entry.entityId,
  );
}
