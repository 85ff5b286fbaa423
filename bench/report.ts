import { names } from './contenders.ts';
import { cpuOf, median, perSecond, ratio, type Sample } from './measure.ts';
import type { CaseName } from './options.ts';

/** What was measured of one case, in the order of its contenders. */
export interface CaseResult {
  caseName: CaseName;
  connections: number;
  contenders: readonly { name: string; samples: readonly Sample[] }[];
}

/** One row a contender, beside the limit. */
export function tableOf(results: readonly CaseResult[], base: string = names.limit): string {
  const rows = results.flatMap(({ caseName, contenders }) => {
    const limit = contenders.find(({ name }) => name === base)?.samples;
    return contenders.map(({ name, samples }) => [
      caseName,
      name,
      Math.round(median(samples.map(perSecond))).toLocaleString('en'),
      limit ? ratio(samples, limit).toFixed(2) : '',
      ...(['servers', 'postgres', 'generators'] as const).map((of) => Math.round(cpuOf(samples, of))),
      milliseconds(samples, 'p50'),
      milliseconds(samples, 'p99'),
    ]);
  });
  const head = [
    'case',
    'what',
    'a second',
    'of pgbench',
    'CPU server',
    'CPU PostgreSQL',
    'CPU generator',
    'p50',
    'p99',
  ];
  return markdown(head, rows);
}

/** The product against each peer: how often faster. */
export function ratiosOf(results: readonly CaseResult[]): string {
  const against = [names.limit, names.plain, names.orm, names.python, names.hello];
  const rows = results.map(({ caseName, contenders }) => {
    const of = (name: string) => contenders.find((contender) => contender.name === name)?.samples;
    const product = of(names.product) ?? [];
    return [
      caseName,
      ...against.map((name) => {
        const base = of(name);
        return base ? ratio(product, base).toFixed(2) : '';
      }),
    ];
  });
  return markdown(['product / ...', ...against], rows);
}

/** The slowest hundredth on the large database beside the same on the small one. */
export function scaleOf(results: readonly CaseResult[]): string {
  const p99 = ({ p99: value }: Sample) => value ?? Number.NaN;
  const rows = results.map(({ caseName, contenders: [small, large] }) => [
    caseName,
    ...[small, large].flatMap((contender) => [
      Math.round(median((contender?.samples ?? []).map(perSecond))).toLocaleString('en'),
      milliseconds(contender?.samples ?? [], 'p99'),
    ]),
    ratio(large?.samples ?? [], small?.samples ?? [], p99).toFixed(2),
    ratio(large?.samples ?? [], small?.samples ?? []).toFixed(2),
  ]);
  const [small, large] = results[0]?.contenders ?? [];
  const head = [small, large].flatMap((contender) => [`${contender?.name}: a second`, 'p99']);
  return markdown(['case', ...head, 'p99 ratio', 'throughput ratio'], rows);
}

function milliseconds(samples: readonly Sample[], of: 'p50' | 'p99'): string {
  const values = samples.map((sample) => sample[of]).filter((value) => value !== null);
  return values.length > 0 ? median(values).toFixed(1) : '';
}

export function markdown(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
