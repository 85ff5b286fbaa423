import { expect, test } from 'vitest';
import { measureGenerations } from './measure-generations.ts';
import { readGenerationOptions } from './options.ts';
import { generationSection } from './report-generations.ts';

/** The smallest bench of generations: that it measures what it says, and never how fast. */
test('all three ways are measured in turns, with the same number of samples, and told beside the first', async () => {
  const options = { ...readGenerationOptions(['--quick']), rounds: 2, generations: 4, held: 2 };
  const results = await measureGenerations(options, () => {});
  expect(results.map(({ way }) => way)).toEqual(['fetch', 'streamText', 'pipeline']);
  for (const { runs, held } of results) {
    expect(runs.map(({ streams, samples }) => [streams, samples.length])).toEqual([[4, 2]]);
    for (const { seconds, cpuSeconds } of runs.flatMap(({ samples }) => samples)) {
      expect(seconds).toBeGreaterThan(0);
      expect(cpuSeconds).toBeGreaterThan(0);
    }
    expect(Number.isFinite(held.heapBytesEach)).toBe(true);
  }
  const section = generationSection(results, options.generations);
  expect(section).toMatch(/fetch, bytes thrown away \| 4 \| [\d,]+ \| 1\.00 \|/);
});

test.each([
  ['--rounds', '0'],
  ['--streams', '1,x'],
  ['--held', 'many'],
])('%s %s is refused', (option, value) => {
  expect(() => readGenerationOptions([option, value])).toThrow('takes a whole number');
});
