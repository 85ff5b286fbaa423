import type { Load, LoadOptions } from './load/wrk.ts';
import type { CaseName } from './options.ts';

/** Something that carries out a case as often as it can. */
export interface Contender {
  name: string;
  /** Of its servers; none for pgbench. */
  pids: readonly number[];
  run(options: LoadOptions): Promise<Load>;
}

/** Everything that is compared on one database. */
export interface Stand {
  contender(name: string, caseName: CaseName): Contender | undefined;
  /** After each case: what it wrote is taken away. */
  restore(): Promise<void>;
  postmaster: number | null;
  stop(): Promise<void>;
}

/** Names as the tables have them. */
export const names = {
  limit: 'pgbench',
  product: 'product',
  two: 'product, two processes',
  limitPooled: 'pgbench through PgBouncer',
  pooled: 'product through PgBouncer',
  hello: 'Fastify hello',
  plain: 'pg: BEGIN, SELECT, COMMIT',
  orm: 'Drizzle',
  python: 'FastAPI + SQLAlchemy',
} as const;
