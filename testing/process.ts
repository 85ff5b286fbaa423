import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { environment } from '@blossomer/server/config';

const root = join(import.meta.dirname, '..');

/** What a person starts in a terminal, with what it printed so far. */
export interface Started {
  child: ChildProcess;
  output(): string;
  /** Resolves with the first match in what is printed; rejects when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code; null when a signal ended it. */
  ended(): Promise<number | null>;
}

export function startProcess(
  command: string,
  args: readonly string[],
  variables: Record<string, string | undefined> = {},
  cwd = root,
): Started {
  const child = spawn(command, args, {
    cwd,
    env: { ...withoutOurs(environment()), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      child.emit('printed');
    });
  }
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    output: () => output,
    ended: () => exit,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        child.on('printed', look);
        exit.then(() => reject(new Error(`ended before ${pattern}:\n${output}`)));
        look();
      }),
  };
}

/** A child sees only the settings that its test gives it. */
function withoutOurs(variables: Record<string, string | undefined>): Record<string, string | undefined> {
  const ours =
    /^(NODE_ENV|HOST|PORT|DATA_DIR|DATABASE_|STACK_|TRUST_PROXY|LOG_LEVEL|LIMIT_|REDIS_|VITEST|TEST_DATABASE_URL|BLOSSOMER_)/;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !ours.test(name)));
}
