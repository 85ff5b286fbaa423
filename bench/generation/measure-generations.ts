import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Held, Order, Ran } from './contender-process.ts';
import type { GenerationBenchOptions } from './options.ts';
import { answer, charactersPerFrame } from './subject.ts';
import { type WayName, wayNames } from './ways.ts';

export interface GenerationResult {
  way: WayName;
  /** By number of streams, a sample a round. */
  runs: { streams: number; samples: Ran[] }[];
  held: Held;
}

/** Every contender once in each round, one after another; a round that is not counted goes before them. */
export async function measureGenerations(
  { rounds, generations, streams, held }: Omit<GenerationBenchOptions, 'write'>,
  log: (line: string) => void,
): Promise<GenerationResult[]> {
  const children: ChildProcess[] = [];
  try {
    const wire = await started(children, '../../server/ai/wire/test-wire-main.ts', []);
    const { baseUrl } = wire.said as { baseUrl: string };
    await asked(wire.child, { schemaName: '*', answer: { value: answer, charactersPerFrame } });
    const contenders = [];
    for (const way of wayNames) {
      const { child } = await started(children, 'contender-process.ts', [JSON.stringify({ way, baseUrl })]);
      const runs = streams.map((number) => ({ streams: number, samples: [] as Ran[] }));
      contenders.push({ way, child, runs });
    }
    for (const [index, number] of streams.entries()) {
      log(`${number} streams: ${wayNames.join(', ')}`);
      for (let round = rounds > 1 ? -1 : 0; round < rounds; round += 1) {
        for (const { child, runs } of contenders) {
          const sample = await order<Ran>(child, { run: { generations, streams: number } });
          if (round >= 0) runs[index]?.samples.push(sample);
        }
      }
    }
    log(`${held} streams held`);
    await asked(wire.child, {
      schemaName: '*',
      answer: { value: answer, charactersPerFrame, hangAfter: 100 },
    });
    const results: GenerationResult[] = [];
    for (const { way, child, runs } of contenders) {
      results.push({ way, runs, held: await order<Held>(child, { hold: held }) });
    }
    return results;
  } finally {
    for (const child of children) child.kill();
  }
}

async function started(children: ChildProcess[], file: string, args: string[]) {
  const child = fork(join(import.meta.dirname, file), args, {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  return { child, said: await told(child) };
}

function order<Answer>(child: ChildProcess, what: Order): Promise<Answer> {
  return asked(child, what) as Promise<Answer>;
}

async function asked(child: ChildProcess, message: object): Promise<unknown> {
  const answered = told(child);
  child.send(message);
  const said = await answered;
  if (typeof said === 'object' && said !== null && 'error' in said) throw new Error(String(said.error));
  return said;
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (said) => {
      child.off('exit', ended);
      resolve(said);
    });
  });
}
