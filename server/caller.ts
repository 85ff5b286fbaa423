import { LRUCache } from 'lru-cache';
import type { Database, Run, Transaction } from './database.ts';
import { fromDatabase } from './failures.ts';
import { type Once, onlyOnce } from './idempotency.ts';
import type { Identity } from './identity.ts';
import type { Statement, TextRow } from './segment.ts';

/** The person who asks, and what they can do with the database: everything as themselves. */
export interface Caller {
  identity: Identity;
  requestId: string;
  /** One round trip that writes nothing. */
  read(...statements: Statement[]): Promise<TextRow[][]>;
  /** One round trip that may write; its revisions carry the request. */
  write(...statements: Statement[]): Promise<TextRow[][]>;
  /**
   * `actor`: on whose behalf the revisions are written. `opening` goes in the round trip that begins it, and `work` is given
   * the rows of each.
   */
  transaction<Result>(
    actor: Actor,
    work: (tx: Transaction, opened: TextRow[][]) => Promise<Result>,
    opening?: readonly Statement[],
  ): Promise<Result>;
  /** Reads one moment of the database at length; `idleMillisecondsMax`: how long it may wait between two statements. */
  snapshot<Result>(work: (tx: Transaction, idleMillisecondsMax: number) => Promise<Result>): Promise<Result>;
  /** Milliseconds spent waiting for the database so far. */
  databaseMilliseconds(): number;
}

type Actor = 'person' | 'import' | 'generation';

/** `once`: the first thing that a write does is to refuse to be done twice. */
export type CallerFor = (identity: Identity, requestId: string, once?: Once) => Caller;

const arrivedMilliseconds = 60 * 60 * 1000;

/** The row of a person is made on their first valid token and refreshed at most hourly, in the segment that needs it. */
export function createCallers(database: Database): CallerFor {
  const arrived = new LRUCache<string, true>({ max: 50_000, ttl: arrivedMilliseconds });

  /** `work` is told whether the person must arrive first, and is tried again when their row turns out to be gone. */
  async function arriving<Result>(
    identity: Identity,
    work: (arrive: Statement[]) => Promise<Result>,
  ): Promise<Result> {
    const mark = `${identity.userId} ${identity.email} ${identity.name}`;
    const isHere = arrived.has(mark);
    try {
      const result = await work(isHere ? [] : [arrival(identity)]);
      if (!isHere) arrived.set(mark, true);
      return result;
    } catch (error) {
      if (!isHere || !isRowOfPersonMissing(error)) throw error;
      arrived.delete(mark);
      return work([arrival(identity)]);
    }
  }

  return (identity, requestId, once) => callerOver(database, arriving, { identity, requestId, once });
}

/**
 * Somebody whose work goes on while they are away: everything as themselves, and no sign that they were here. Whoever was
 * erased is refused as ever.
 */
export function callerInAbsence(database: Database, userId: string, requestId: string): Caller {
  const identity: Identity = { userId, email: '', name: '', issuedAt: 0 };
  return callerOver(database, (_identity, work) => work([]), { identity, requestId, once: undefined });
}

type Arriving = <Result>(
  identity: Identity,
  work: (arrive: Statement[]) => Promise<Result>,
) => Promise<Result>;

function callerOver(
  database: Database,
  arriving: Arriving,
  { identity, requestId, once }: { identity: Identity; requestId: string; once: Once | undefined },
): Caller {
  const first = once ? [onlyOnce(once)] : [];
  let milliseconds = 0;
  async function timed<Result>(work: (arrive: Statement[]) => Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      return await arriving(identity, work);
    } catch (error) {
      throw fromDatabase(error);
    } finally {
      milliseconds += performance.now() - start;
    }
  }
  const { userId } = identity;
  const writing = (actor: Actor): Run => ({ userId, writes: { actor, requestId } });
  const asUser = (run: Run, statements: Statement[]) =>
    timed(async (arrive) => (await database.asUser(run, ...arrive, ...statements)).slice(arrive.length));
  return {
    identity,
    requestId,
    read: (...statements) => asUser({ userId }, statements),
    write: async (...statements) =>
      (await asUser(writing('person'), [...first, ...statements])).slice(first.length),
    transaction: (actor, work, opening = []) =>
      timed((arrive) => {
        const before = [...arrive, ...first];
        return database.transaction(writing(actor), (tx, rows) => work(tx, rows.slice(before.length)), [
          ...before,
          ...opening,
        ]);
      }),
    snapshot: async (work) => {
      await timed(async (arrive) => arrive.length > 0 && database.asUser({ userId }, ...arrive));
      try {
        return await database.snapshot({ userId }, (tx) => {
          // What it waits for its client is no time of the database.
          const run: Transaction['run'] = (...statements) => timed(() => tx.run(...statements));
          const query: Transaction['query'] = async (text, values = []) =>
            (await run({ text, values }))[0] ?? [];
          return work({ run, query }, database.idleMillisecondsMax);
        });
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    databaseMilliseconds: () => milliseconds,
  };
}

/** The caller as the handlers know one, with every round trip inside one transaction. */
export function within(tx: Transaction, caller: Caller): Caller {
  const run: Caller['read'] = (...statements) => tx.run(...statements);
  const transaction: Caller['transaction'] = async (_actor, work, opening = []) =>
    work(tx, opening.length === 0 ? [] : await tx.run(...opening));
  return { ...caller, read: run, write: run, transaction };
}

function arrival({ email, name }: Identity): Statement {
  return { name: 'arrive', text: 'select arrive($1, $2)', values: [email, name] };
}

/** Erased by another process, or the database was emptied under a running server. */
function isRowOfPersonMissing(error: unknown): boolean {
  const { constraint } = error as { constraint?: unknown };
  return typeof constraint === 'string' && constraint.endsWith('_user_exists');
}
