import { readFileSync } from 'node:fs';

const everyMilliseconds = 200;

/** What a process holds over time, in megabytes. Reads /proc, so on Linux; elsewhere there are no samples. */
export function watchMemory(pid: number): { samples: number[]; stop(): void } {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const now = residentMegabytes(pid);
    if (now !== null) samples.push(now);
  }, everyMilliseconds);
  return { samples, stop: () => clearInterval(timer) };
}

/** The highest of each of so many parts: whether it grows is seen at a glance. */
export function highestOfParts(samples: readonly number[], parts: number): number[] {
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((samples.length * part) / parts);
    const to = Math.floor((samples.length * (part + 1)) / parts);
    return Math.max(0, ...samples.slice(from, to));
  });
}

function residentMegabytes(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
