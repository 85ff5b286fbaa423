import { parseArgs } from 'node:util';

/** What `npm run bench` is asked to do. */
export interface BenchOptions {
  /** Databases to measure on, by the number of campaigns in them. */
  rows: number[];
  rounds: number;
  /** Of each measurement. */
  seconds: number;
  only: CaseName[];
  /** Every number of connections, or 16 alone. */
  connections: number[];
  /** Whether the peers are started; they are installed when they are missing. */
  peers: boolean;
  /** Whether the table goes into bench/README.md. */
  write: boolean;
  /** Whether the cached databases are made anew. */
  drop: boolean;
}

export const caseNames = ['read', 'not-modified', 'list', 'create', 'patch'] as const;
export type CaseName = (typeof caseNames)[number];

export const usage = `npm run bench -- [options]
  --quick             one round of half a second on 2,000 campaigns, without peers
  --rows N,N          databases by their number of campaigns (10000,1000000)
  --rounds N          rounds; each measures everything once, and the first is not counted (5)
  --seconds N         length of each measurement (2)
  --only CASE,CASE    ${caseNames.join(', ')}
  --connections N,N   (1,16,64)
  --no-peers          only pgbench and the product
  --drop              make the cached databases anew
  --write             keep the tables in bench/README.md`;

/** Throws a sentence for what cannot be done. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      rows: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      connections: { type: 'string' },
      peers: { type: 'boolean' },
      drop: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    rows: numbers('rows', values.rows ?? (quick ? '2000' : '10000,1000000')),
    rounds: numbers('rounds', values.rounds ?? (quick ? '1' : '5'))[0] ?? 1,
    seconds: numbers('seconds', values.seconds ?? (quick ? '0.5' : '2'))[0] ?? 1,
    only: values.only === undefined ? [...caseNames] : values.only.split(',').map(caseNamed),
    connections: numbers('connections', values.connections ?? (quick ? '16' : '1,16,64')),
    peers: values.peers ?? !quick,
    write: values.write,
    drop: values.drop,
  };
}

/** At least 1. Throws a sentence for what is none. */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${option} takes a whole number, not "${text}".`);
  return number;
}

function numbers(option: string, text: string): number[] {
  const found = text.split(',').map(Number);
  if (found.some((number) => !(number > 0))) throw new Error(`--${option} takes numbers, not "${text}".`);
  return found;
}

function caseNamed(word: string): CaseName {
  const name = caseNames.find((candidate) => candidate === word);
  if (!name) throw new Error(`There is no case "${word}"; there are ${caseNames.join(', ')}.`);
  return name;
}
