import pg from 'pg';
import { busy, createPipelines, type Pipelines } from './pipelines.ts';
import { runSegment, type SqlValue, type Statement, type TextRow } from './segment.ts';
import { createTurns } from './turns.ts';

/**
 * The only way to the database, and there are two: `asUser` for one round trip, `transaction` for work that needs an
 * answer in the middle. Both run as one person and as nothing more; nobody else in the server speaks to `pg`. The job queue
 * has a third, and no person.
 */
export interface Database {
  /**
   * Runs the statements as this person in one implicit transaction and one round trip; the rows of each, as text.
   * `run.writes` says under which request and by whom, for the revisions.
   */
  asUser(run: Run, ...statements: Statement[]): Promise<TextRow[][]>;
  /**
   * Interactive: an exclusive connection, committed when `work` resolves, rolled back when it throws. `first` goes in the
   * round trip that begins it, and `work` is given the rows of each.
   */
  transaction<Result>(
    run: Run,
    work: (tx: Transaction, first: TextRow[][]) => Promise<Result>,
    first?: readonly Statement[],
  ): Promise<Result>;
  /**
   * Interactive, and reads one moment of the database, however long it takes and whatever others write meanwhile. It may
   * wait for its client, so half of the exclusive connections stay free of it.
   */
  snapshot<Result>(run: Run, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** How long a transaction may stand idle before PostgreSQL ends it. */
  idleMillisecondsMax: number;
  /** Without any person: what concerns no row of anybody (readiness, the claim of the deployment). */
  asNobody(statement: Statement): Promise<TextRow[]>;
  /**
   * For the job queue alone, which brings its own SQL: any text with the rights of the app and as no person, on connections
   * of its own, so that a full house does not make a worker look dead. Rows are objects, values are parsed.
   */
  forJobs: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };
  /** How busy the connections are, for the metrics. */
  load(): { inFlight: number; open: number; idle: number; waiting: number };
  close(): Promise<void>;
}

export interface Run {
  userId: string;
  /** Present when the run may write. */
  writes?: {
    actor: 'person' | 'import' | 'generation' | 'admin';
    requestId: string;
  };
}

export interface Transaction {
  /** One round trip; the rows of each statement. */
  run(...statements: Statement[]): Promise<TextRow[][]>;
  query(text: string, values?: readonly SqlValue[]): Promise<TextRow[]>;
}

export interface DatabaseOptions {
  url: string;
  /** Whether the login is more than blossomer_app and must become it in each transaction. */
  setRole: boolean;
  /** `transaction`: what one transaction leaves on its connection is not there for the next. */
  pooler: 'none' | 'transaction';
  /** Connections that many requests share, one after another on the wire. */
  pipelines: number;
  /** Connections for transactions, one request each. */
  exclusive: number;
  /** Transactions that may wait for one of them; more are refused as overloaded. */
  waitingMax: number;
  /** Requests that may be on their way at once; more are refused as overloaded. */
  inFlightMax: number;
  statementMillisecondsMax: number;
  onError: (error: Error) => void;
}

export function openDatabase(options: DatabaseOptions): Database {
  const settings = connectionSettings(options);
  const pipelines = createPipelines({ ...options, settings, direct: options.pooler === 'none' });
  const pool = openPool(settings, options.exclusive, options.onError);
  const jobs = openPool(settings, jobConnections, options.onError);
  const inTurn = createTurns(Math.max(1, Math.floor(options.exclusive / 2)), options.waitingMax);
  let closing: Promise<void> | undefined;
  return {
    asUser: async (run, ...statements) => {
      const entering = enter(run, options);
      const rows = await pipelines.run([...entering, ...statements]);
      return rows.slice(entering.length);
    },
    asNobody: async (statement) => (await pipelines.run([...sessionOf(options), statement])).at(-1) ?? [],
    transaction: async (run, work, first = []) => {
      if (pool.waitingCount >= options.waitingMax) throw busy();
      return transaction(
        pool,
        { entering: [...enter(run, options), ...first], names: options.pooler === 'none', begin: beginPlain },
        (tx, rows) => work(tx, rows.slice(rows.length - first.length)),
      );
    },
    snapshot: (run, work) =>
      inTurn(() =>
        transaction(
          pool,
          { entering: enter(run, options), names: options.pooler === 'none', begin: beginSnapshot },
          work,
        ),
      ),
    idleMillisecondsMax: options.statementMillisecondsMax,
    forJobs: {
      executeSql: (text, values) =>
        options.setRole ? asApp(jobs, text, values) : (jobs.query(text, values) as Promise<Result>),
    },
    load: () => ({
      inFlight: pipelines.inFlight(),
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => {
      closing ??= closeAll(pipelines, [pool, jobs]);
      return closing;
    },
  };
}

function openPool(settings: pg.ClientConfig, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...settings, max, idleTimeoutMillis: 60_000 });
  pool.on('error', onError);
  // A connection that ends in the middle of a transaction fails that transaction, and not the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The login is already no more than the app, or becomes it here: locally, so that nothing outlives the transaction. */
function enter({ userId, writes }: Run, options: DatabaseOptions): Statement[] {
  const identity: Statement = writes
    ? {
        name: 'enter-to-write',
        text: 'select enter($1, $2, $3)',
        values: [userId, writes.actor, writes.requestId],
      }
    : { name: 'enter', text: 'select enter($1)', values: [userId] };
  return [...sessionOf(options), ...(options.setRole ? [becomeApp] : []), identity];
}
const becomeApp: Statement = {
  name: 'become-app',
  text: `select set_config('role', 'blossomer_app', true)`,
  values: [],
};

/** Behind a pooler there is no session to set anything for, so each transaction says it for itself. */
function sessionOf({ pooler, statementMillisecondsMax }: DatabaseOptions): Statement[] {
  if (pooler === 'none') return [];
  const timeout = String(statementMillisecondsMax);
  const text = `select set_config('statement_timeout', $1, true),
    set_config('idle_in_transaction_session_timeout', $1, true),
    set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true)`;
  return [{ text, values: [timeout] }];
}

/** Gives the rows of what is entered with, last. */
type Begin = (run: Transaction['run'], entering: readonly Statement[]) => Promise<TextRow[][]>;

const beginPlain: Begin = (run, entering) => run({ text: 'begin', values: [] }, ...entering);

/** On its own: parsing the next statement takes the first snapshot, and after that the level is settled. */
const beginSnapshot: Begin = async (run, entering) => {
  await run({ text: 'begin isolation level repeatable read, read only', values: [] });
  return run(...entering);
};

/** `names`: a connection keeps what it prepared. */
async function transaction<Result>(
  pool: pg.Pool,
  { entering, names, begin }: { entering: Statement[]; names: boolean; begin: Begin },
  work: (tx: Transaction, entered: TextRow[][]) => Promise<Result>,
): Promise<Result> {
  const client = (await pool.connect()) as pg.PoolClient & pg.Client;
  const run = (asked: readonly Statement[]) =>
    runSegment(client, names ? asked : asked.map(({ text, values }) => ({ text, values })));
  let broken: Error | undefined;
  try {
    const entered = await begin((...statements) => run(statements), entering);
    const tx: Transaction = {
      run: (...statements) => run(statements),
      query: async (text, values = []) => (await run([{ text, values }]))[0] ?? [],
    };
    const result = await work(tx, entered);
    await runSegment(client, [{ text: 'commit', values: [] }]);
    return result;
  } catch (error) {
    await runSegment(client, [{ text: 'rollback', values: [] }]).catch((cause: Error) => {
      broken = cause; // A connection that cannot roll back is thrown away, never given to the next person.
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function connectionSettings({ url, pooler, statementMillisecondsMax }: DatabaseOptions): pg.ClientConfig {
  const connection = { connectionString: url, application_name: 'blossomer', connectionTimeoutMillis: 5000 };
  if (pooler === 'transaction') return connection; // A pooler refuses what it cannot keep apart.
  return {
    ...connection,
    statement_timeout: statementMillisecondsMax,
    idle_in_transaction_session_timeout: statementMillisecondsMax,
    options: '-c timezone=UTC -c datestyle=ISO',
  };
}

type Result = { rows: unknown[] };

/** Of which one carries heartbeats while the other waits for something. */
const jobConnections = 2;

/** Where the text is a transaction of its own, PostgreSQL takes its commit for the end of this one, and says so. */
async function asApp(pool: pg.Pool, text: string, values?: unknown[]): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local role blossomer_app`);
    const result = (await client.query(text, values)) as Result;
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function closeAll(pipelines: Pipelines, pools: readonly pg.Pool[]): Promise<void> {
  await Promise.all([pipelines.close(), ...pools.map((pool) => pool.end())]);
}
