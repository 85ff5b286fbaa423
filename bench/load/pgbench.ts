import { join } from 'node:path';
import { startProcess } from '../../testing/process.ts';
import { binaries } from '../cluster.ts';
import type { Load, LoadOptions } from './wrk.ts';

/** A pgbench script, and the texts that it sends as parameters. */
export interface Script {
  file: string;
  variables: Record<string, string>;
  /** Behind a pooler without named statements. */
  unnamed: boolean;
}

export async function runPgbench(
  url: string,
  { file, variables, unnamed }: Script,
  { connections, seconds }: LoadOptions,
): Promise<Load> {
  const defined = Object.entries({ ...variables, run: runPrefix() }).flatMap(([name, value]) => [
    '-D',
    `${name}=${value}`,
  ]);
  const mode = ['-n', '-M', unnamed ? 'extended' : 'prepared', '-j', '1', '-c', String(connections)];
  const lasting = ['-T', String(Math.ceil(seconds))];
  const args = [...mode, ...lasting, '-f', file, ...defined, url];
  const started = startProcess(join(binaries(), 'pgbench'), args);
  await started.ended();
  const output = started.output();
  const requests = /actually processed: (\d+)/.exec(output)?.[1];
  const tps = /tps = ([\d.]+)/.exec(output)?.[1];
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1] ?? '0';
  if (!requests || !tps || failed !== '0' || /ERROR|FATAL|aborted/.test(output)) {
    throw new Error(`pgbench failed:\n${output}`);
  }
  return { requests: Number(requests), seconds: Number(requests) / Number(tps), p50: null, p99: null };
}

/** Of the ids that one run creates; they grow with time, as the server's do. */
function runPrefix(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-`;
}
