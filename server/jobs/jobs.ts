import { PgBoss } from 'pg-boss';
import type { Database } from '../database.ts';
import type { Statement } from '../segment.ts';
import { type Job, takeJobs } from './take-jobs.ts';

/**
 * Durable jobs on the same database (docs/decisions/0014). A job is whose and which, as ids; what it is about is read as that
 * person when it runs. It is queued by a statement of the transaction that writes its row, so there is none without the
 * other, and it is gone when `carryOut` resolves. When its process dies or `carryOut` rejects, another worker gets it.
 */
export interface Jobs {
  /** To be run in the transaction of the row that the job is about. */
  queued(job: Job): Promise<Statement>;
  /** Something was queued: does not wait for the next look. */
  wake(): void;
  /** Takes jobs, at most so many at once. */
  begin(atOnceMax: number, carryOut: (job: Job, stopping: AbortSignal) => Promise<void>): void;
  /** Takes no more, tells those under way to let go, and resolves when they have. */
  stop(): Promise<void>;
}

export type { Job };

const queue = 'generations';
/** Its tables are made by migrations alone. */
export const settings = {
  schema: 'pgboss',
  migrate: false,
  createSchema: false,
  schedule: false,
  registerInstance: false,
  reindex: false,
  monitorVacuum: false,
  openTelemetry: { enabled: false },
  // A dead worker is noticed within ten seconds of silence and one round of this.
  superviseIntervalSeconds: 5,
  monitorIntervalSeconds: 5,
  maintenanceIntervalSeconds: 600,
  flowIntervalSeconds: 600,
} as const;

export interface JobsOptions {
  database: Database;
  onError: (error: unknown) => void;
}

export async function openJobs({ database, onError }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    db: database.forJobs,
    ...settings,
  });
  boss.on('error', onError);
  await boss.start();
  const taking = takeJobs(boss, queue, onError);
  return {
    queued: (job) => insertOf(boss, job),
    wake: taking.wake,
    begin: taking.begin,
    stop: async () => {
      await taking.stop();
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/** What pg-boss would have run: it is run later, among other statements. */
async function insertOf(boss: PgBoss, job: Job): Promise<Statement> {
  const statements: Statement[] = [];
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => {
      statements.push({ name: 'jobs.queue', text, values: values as string[] });
      return { rows: [{ id: '' }] };
    },
  };
  await boss.send(queue, job, { db });
  const [statement] = statements;
  if (!statement || statements.length > 1) throw new Error('a job is not queued by one statement any more');
  return statement;
}
