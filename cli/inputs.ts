import { stat } from 'node:fs/promises';
import { CommandError, codeOf } from './command-error.ts';

/** What was named on the line: a dump of one person, a folder of dumps, or lines of `{user, dump}`. */
export interface Input {
  kind: 'file' | 'folder' | 'lines';
  /** `-` is standard input. */
  path: string;
}

export const standardInput = '-';

export async function inputsFrom(paths: readonly string[]): Promise<Input[]> {
  if (paths.filter((path) => path === standardInput).length > 1) {
    throw new CommandError('Standard input (-) can be named once only.', 2);
  }
  return Promise.all(paths.map(async (path): Promise<Input> => ({ path, kind: await kindOf(path) })));
}

export function isOneFile(inputs: readonly Input[]): boolean {
  return inputs.length === 1 && inputs[0]?.kind === 'file';
}

/** Whether the people are named inside, and not on the line. */
export function namesPeople({ kind }: Input): boolean {
  return kind !== 'file';
}

async function kindOf(path: string): Promise<Input['kind']> {
  if (path === standardInput || /\.(ndjson|jsonl)$/i.test(path)) return 'lines';
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new CommandError(`There is no file ${path}.`);
    throw new CommandError(`${path} cannot be read (${code}).`);
  }
}
