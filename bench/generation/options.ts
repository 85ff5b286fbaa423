import { parseArgs } from 'node:util';
import { wholeNumber } from '../options.ts';

/** What `npm run bench -- generation` is asked to do. */
export interface GenerationBenchOptions {
  rounds: number;
  /** Of each measurement. */
  generations: number;
  /** How many are on their way at once, each number on its own. */
  streams: number[];
  /** Kept open in the middle of an answer, to see what one holds. */
  held: number;
  write: boolean;
}

export const generationUsage = `npm run bench -- generation [options]
  --quick             one round of 16 generations
  --rounds N          rounds; one more goes before them and is not counted (5)
  --generations N     of each measurement (400)
  --streams N,N       on their way at once (1,16,64)
  --held N            streams kept open, to see what one holds (200)
  --write             keep the table in bench/README.md`;

/** Throws a sentence for what cannot be done. */
export function readGenerationOptions(args: readonly string[]): GenerationBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      generations: { type: 'string' },
      streams: { type: 'string' },
      held: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    rounds: wholeNumber('rounds', values.rounds ?? (quick ? '1' : '5')),
    generations: wholeNumber('generations', values.generations ?? (quick ? '16' : '400')),
    streams: (values.streams ?? (quick ? '4' : '1,16,64'))
      .split(',')
      .map((one) => wholeNumber('streams', one)),
    held: wholeNumber('held', values.held ?? (quick ? '8' : '200')),
    write: values.write,
  };
}
