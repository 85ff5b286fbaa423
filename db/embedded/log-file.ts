import { readFileSync, renameSync, statSync } from 'node:fs';

const logBytesMax = 5_000_000;

/** Where this start's lines begin. One older log is kept. */
export function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < logBytesMax) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

export function readLog(file: string, from: number): string {
  try {
    return readFileSync(file).subarray(from).toString('utf8').trim();
  } catch {
    return '';
  }
}
