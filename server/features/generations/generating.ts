import type { Model } from '../../ai/model.ts';
import type { Database } from '../../database.ts';
import type { Generate } from '../../generation/generate.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Ledger } from '../../limits/ledger.ts';
import type { Limits } from '../../limits/limits.ts';
import type { Operation } from '../../serve.ts';
import type { Website } from '../../website/website.ts';
import type { Listening } from './listening.ts';

/** How documents are made here; nothing of it knows of jobs or people. */
export interface GenerationParts {
  generate: Generate;
  /** null: none is configured. */
  model: Model | null;
  website: Website;
  /** How many this process carries out at once. */
  workers: number;
}

/** All that the generations of one process share. */
export interface Generating extends GenerationParts {
  database: Database;
  limits: Limits;
  ledger: Ledger;
  jobs: Jobs;
  listening: Listening;
  /** The writes of the four documents. */
  operations: readonly Operation[];
  log: (error: unknown, generationId: string) => void;
}
