import type { Contender } from './contenders.ts';
import { type CpuReading, readCpu } from './cpu.ts';
import type { Load } from './load/wrk.ts';

/** One measurement: what the generator saw, and the CPU seconds that passed meanwhile. */
export interface Sample extends Load {
  cpu: CpuReading;
}

export interface MeasureOptions {
  rounds: number;
  seconds: number;
  connections: number;
  postmaster: number | null;
}

/**
 * Every contender once in each round, one after another, so that a disturbance of the machine meets all of them. With
 * several rounds one more goes before them, in which caches fill and code is compiled, and is not counted.
 */
export async function measure(
  contenders: readonly Contender[],
  { rounds, seconds, connections, postmaster }: MeasureOptions,
): Promise<Sample[][]> {
  const samples: Sample[][] = contenders.map(() => []);
  for (let round = rounds > 1 ? -1 : 0; round < rounds; round += 1) {
    for (const [index, { pids, run }] of contenders.entries()) {
      const before = readCpu(pids, postmaster);
      const load = await run({ connections, seconds });
      const after = readCpu(pids, postmaster);
      const cpu = {
        servers: after.servers - before.servers,
        postgres: after.postgres - before.postgres,
        generators: after.generators - before.generators,
      };
      if (round >= 0) samples[index]?.push({ ...load, cpu });
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

export function perSecond({ requests, seconds }: Load): number {
  return requests / seconds;
}

/** The median of the ratios round by round: both sides of each met the same disturbances. */
export function ratio(
  samples: readonly Sample[],
  base: readonly Sample[],
  of: (sample: Sample) => number = perSecond,
): number {
  return median(samples.map((sample, round) => of(sample) / of(base[round] ?? sample)));
}

/** Microseconds of CPU a request. */
export function cpuOf(samples: readonly Sample[], of: keyof CpuReading): number {
  return median(samples.map(({ cpu, requests }) => (cpu[of] / requests) * 1e6));
}
