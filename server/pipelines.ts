import pg from 'pg';
import { Unavailable } from './failures.ts';
import { runSegment, type Statement, type TextRow } from './segment.ts';

/**
 * A few pipelined connections that many requests share. They carry segments and nothing else: a transaction held
 * open on a shared connection would take in the next person's statements.
 */
export interface Pipelines {
  run(statements: readonly Statement[]): Promise<TextRow[][]>;
  /** Segments that were sent and are not answered. */
  inFlight(): number;
  close(): Promise<void>;
}

export interface PipelineOptions {
  settings: pg.ClientConfig;
  /**
   * Whether a connection is the same from segment to segment. Behind a pooler it is not: names mean nothing there, and a
   * segment that is sent before the one ahead is answered may be torn in two (PgBouncer hands the connection on at
   * ReadyForQuery, whatever has come behind it). So there each waits for the one ahead.
   */
  direct: boolean;
  pipelines: number;
  inFlightMax: number;
  onError: (error: Error) => void;
}

interface Lane {
  client: Promise<pg.Client> | null;
  inFlight: number;
}

export function createPipelines(options: PipelineOptions): Pipelines {
  const lanes: Lane[] = Array.from({ length: options.pipelines }, () => ({ client: null, inFlight: 0 }));
  let closed = false;

  async function run(asked: readonly Statement[]): Promise<TextRow[][]> {
    const statements = options.direct ? asked : asked.map(({ text, values }) => ({ text, values }));
    if (closed) throw new Unavailable('database-unreachable', 'The server is shutting down.');
    const lane = lanes.reduce((least, next) => (next.inFlight < least.inFlight ? next : least));
    if (lane.inFlight >= options.inFlightMax / options.pipelines) {
      throw busy();
    }
    lane.inFlight += 1;
    try {
      return await attempt(lane, statements);
    } finally {
      lane.inFlight -= 1;
    }
  }

  async function attempt(lane: Lane, statements: readonly Statement[]): Promise<TextRow[][]> {
    const client = await connected(lane, options);
    try {
      return await runSegment(client, statements);
    } catch (error) {
      // A neighbour's Parse failed, and this segment had relied on it. Nothing has happened yet: send it again.
      if (sqlState(error) === statementMissing) return runSegment(client, statements);
      throw error;
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(lanes.map(async ({ client }) => (await client?.catch(() => null))?.end()));
  }

  const inFlight = () => lanes.reduce((sum, lane) => sum + lane.inFlight, 0);
  return { run, inFlight, close };
}

export function busy(): Unavailable {
  return new Unavailable('overloaded', 'The database is busy; please try again in a moment.');
}

const statementMissing = '26000';

function sqlState(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Connects on first use, and again after a connection was lost. */
function connected(lane: Lane, { settings, direct, onError }: PipelineOptions): Promise<pg.Client> {
  if (lane.client) return lane.client;
  const client = new pg.Client({ ...settings, pipeline: direct });
  const connecting = client.connect().then(() => client);
  lane.client = connecting;
  // A connection that ends late must not take along the one that has replaced it.
  const forget = () => {
    if (lane.client === connecting) lane.client = null;
  };
  client.on('error', (error) => {
    forget();
    onError(error);
  });
  client.on('end', forget);
  connecting.catch(forget);
  return connecting;
}
