import { parseArgs } from 'node:util';
import { wholeNumber } from '../options.ts';

/** What `npm run bench -- import` is asked to do. */
export interface ImportBenchOptions {
  /** People of a round, each with a dump of five documents. */
  people: number;
  rounds: number;
  /** Imports that are on their way at once. */
  concurrency: number;
  /** How long another person reads while nothing else happens. */
  idleSeconds: number;
  /** Accounts in the large dump; 590 of them, with what belongs to them, are 25 MB. */
  largeAccounts: number;
  threads: number | undefined;
  drop: boolean;
  write: boolean;
}

export const importUsage = `npm run bench -- import [options]
  --quick             one round of 40 people
  --people N          people of a round, each with a dump of five documents (2000)
  --rounds N          rounds; one more goes before them and is not counted (5)
  --concurrency N     imports on their way at once (4)
  --threads N         IMPORT_THREADS of the server
  --drop              make the cached cluster anew
  --write             keep the table in bench/README.md`;

/** Throws a sentence for what cannot be done. */
export function readImportOptions(args: readonly string[]): ImportBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      people: { type: 'string' },
      rounds: { type: 'string' },
      concurrency: { type: 'string' },
      threads: { type: 'string' },
      drop: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    people: wholeNumber('people', values.people ?? (quick ? '40' : '2000')),
    rounds: wholeNumber('rounds', values.rounds ?? (quick ? '1' : '5')),
    concurrency: wholeNumber('concurrency', values.concurrency ?? '4'),
    idleSeconds: quick ? 1 : 10,
    largeAccounts: quick ? 5 : 590,
    threads: values.threads === undefined ? undefined : wholeNumber('threads', values.threads),
    drop: values.drop,
    write: values.write,
  };
}
