import type { MessagePort } from 'node:worker_threads';
import type { Failure } from '../failures.ts';
import type { Statement, TextRow } from '../segment.ts';
import type { Begin } from './import-dump.ts';

/** An import as a worker is asked for it. `port`: where the server carries out what the worker wants of the database. */
export interface ImportTask {
  /** Of the endpoint whose body this is. */
  endpointId: string;
  /** The body as it came. */
  bytes: Uint8Array;
  dryRun: boolean;
  userId: string;
  /** Of the import and who carries it out, where it is not the person. */
  act: { id: string; actor: 'admin' } | null;
  port: MessagePort;
}

/** What comes of it. `transaction-failed`: the server knows why, because it was told by the database. */
export type ImportResult =
  | { ended: 'imported'; report: string }
  | { ended: 'refused'; failure: FailureParts }
  | { ended: 'transaction-failed' };

/** A Failure loses its class on the way. */
type FailureParts = Pick<Failure, 'code' | 'message' | 'faults' | 'more' | 'headers'>;

/** The worker asks, and gets one answer for each, in order; `commit` and `roll-back` are answered with `ended`. */
export type Wish =
  | { want: 'begin'; begin: Begin }
  | { want: 'run'; statements: readonly Statement[] }
  | { want: 'commit' }
  | { want: 'roll-back' };

export type Told =
  /** Also after `commit` or `roll-back`: the transaction had to be taken back, and its work is wanted anew. */
  | { told: 'begun'; opened: TextRow[][] }
  | { told: 'rows'; rows: TextRow[][] }
  | { told: 'failed'; message: string; code?: string; constraint?: string }
  | { told: 'ended'; committed: boolean };
