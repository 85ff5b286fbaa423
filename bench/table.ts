import type { Case, Measured } from './load.ts';

export interface Row {
  what: Case;
  connections: number;
  processes: number;
  subject: string;
  rounds: (Measured & { nodeMicroseconds: number; postgresMicroseconds: number })[];
}

const head = [
  'case',
  'connections',
  'processes',
  'subject',
  'a second',
  'of pgbench',
  'p99 ms',
  'CPU us: Node',
  'PostgreSQL',
  'failures',
];

/** A Markdown table; each figure is the median of the rounds, a ratio that of the medians. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const limit = rows.find((one) => isBeside(one, row) && one.subject === 'pgbench');
    const rate = median(row.rounds.map(({ perSecond }) => perSecond));
    const ratio = limit ? rate / median(limit.rounds.map(({ perSecond }) => perSecond)) : Number.NaN;
    return [
      row.what,
      row.connections,
      row.processes,
      row.subject,
      Math.round(rate).toLocaleString('en'),
      shown(ratio, 2),
      shown(median(row.rounds.map(({ p99Milliseconds }) => p99Milliseconds)), 1),
      shown(median(row.rounds.map(({ nodeMicroseconds }) => nodeMicroseconds)), 0),
      shown(median(row.rounds.map(({ postgresMicroseconds }) => postgresMicroseconds)), 0),
      row.rounds.reduce((sum, { failures }) => sum + failures, 0),
    ].join(' | ');
  });
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---|').join('')}`,
    ...lines.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}

function isBeside(one: Row, other: Row): boolean {
  return (
    one.what === other.what && one.connections === other.connections && one.processes === other.processes
  );
}

function shown(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
