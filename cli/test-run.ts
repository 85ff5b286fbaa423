// What the tests of this folder run: the real command, as a process of its own that sees no setting but theirs.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const bin = join(import.meta.dirname, 'blossomer.js');

export interface Running {
  child: ChildProcessWithoutNullStreams;
  /** What it said until now. */
  stderr(): string;
  /** `code` is null when a signal ended it. */
  outcome: Promise<Omit<Outcome, 'code'> & { code: number | null }>;
}

export async function blossomer(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = tmpdir(),
): Promise<Outcome> {
  const { code, ...printed } = await startBlossomer(args, env, cwd).outcome;
  return { code: code ?? -1, ...printed };
}

/** For a test that speaks with the command while it runs; its standard input is open until the test ends it. */
export function startBlossomer(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = tmpdir(),
): Running {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const printed = text(child.stdout);
  const outcome = once(child, 'close').then(async ([code]) => ({
    code: code as number | null,
    stdout: await printed,
    stderr,
  }));
  return { child, outcome, stderr: () => stderr };
}

/** A folder that lasts as long as a test file. */
export interface Folder {
  path: string;
  /** Returns the path of the new file. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function openFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'blossomer-cli-'));
  return {
    path,
    write: async (name, content) => {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
