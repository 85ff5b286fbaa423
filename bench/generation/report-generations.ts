import { median } from '../measure.ts';
import { markdown } from '../report.ts';
import type { Ran } from './contender-process.ts';
import type { GenerationResult } from './measure-generations.ts';
import type { WayName } from './ways.ts';

const titles: Record<WayName, string> = {
  fetch: 'fetch, bytes thrown away',
  streamText: 'AI SDK `streamText` alone',
  pipeline: 'our pipeline',
};
/** How long a model takes for such an answer. */
const answerSeconds = 20;

export function generationSection(results: readonly GenerationResult[], generations: number): string {
  const [limit] = results;
  const rows = results.flatMap(({ way, runs }) =>
    runs.map(({ streams, samples }, index) => {
      const base = limit?.runs[index]?.samples ?? [];
      const cpu = median(samples.map(({ cpuSeconds }) => cpuSeconds / generations));
      return [
        titles[way],
        streams,
        Math.round(median(samples.map(({ seconds }) => generations / seconds))).toLocaleString('en'),
        ratioOf(samples, base, ({ seconds }) => 1 / seconds).toFixed(2),
        (cpu * 1000).toFixed(2),
        ratioOf(samples, base, ({ cpuSeconds }) => cpuSeconds).toFixed(2),
        Math.floor(answerSeconds / cpu).toLocaleString('en'),
      ];
    }),
  );
  const memory = results.map(({ way, held }) => [
    titles[way],
    Math.round(held.heapBytesEach / 1024),
    Math.round(held.residentBytesEach / 1024),
  ]);
  const head = [
    'what',
    'streams',
    'a second',
    'of fetch',
    'CPU ms each',
    'CPU of fetch',
    `streams of ${answerSeconds} s a core`,
  ];
  return [
    markdown(head, rows),
    markdown(['held in mid-answer', 'KB heap a stream', 'KB resident a stream'], memory),
  ].join('\n\n');
}

/** Round by round: both sides of each met the same disturbances. */
function ratioOf(samples: readonly Ran[], base: readonly Ran[], of: (ran: Ran) => number): number {
  return median(samples.map((sample, round) => of(sample) / of(base[round] ?? sample)));
}
