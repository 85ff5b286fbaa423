import { median } from '../measure.ts';
import { markdown } from '../report.ts';
import type { ImportMeasurement, ImportRound } from './measure-imports.ts';
import { highestOfParts } from './memory.ts';
import type { Reads } from './reads.ts';

const parts = 8;

export function importSection({ rows, rounds, memory }: ImportMeasurement): string {
  return [
    `### ${rows.toLocaleString('en')} documents in ${(rows / 5).toLocaleString('en')} imports`,
    speed(rows, rounds),
    readsTable(rounds),
    `Memory of the server (RSS, highest of each eighth of the run, in MB): ${highestOfParts(memory, parts)
      .map(Math.round)
      .join(', ')}.`,
  ].join('\n\n');
}

function speed(rows: number, rounds: readonly ImportRound[]): string {
  const of = (value: (round: ImportRound) => number) => median(rounds.map(value));
  const all = ({ copy }: ImportRound) => copy.documents + copy.receipts;
  const row = (name: string, seconds: (round: ImportRound) => number, cpu: (number | string)[]) => [
    name,
    of(seconds).toFixed(2),
    Math.round(rows / of(seconds)).toLocaleString('en'),
    of((round) => seconds(round) / all(round)).toFixed(2),
    ...cpu,
  ];
  const each = (value: (round: ImportRound) => number) => Math.round((of(value) / rows) * 1e6);
  return markdown(
    ['what', 'seconds', 'documents a second', 'of COPY', 'CPU server', 'CPU PostgreSQL'],
    [
      row('COPY of documents and receipts', all, [0, each(({ copyCpu }) => copyCpu)]),
      row('COPY of the documents alone', ({ copy }) => copy.documents, ['', '']),
      row('imports', ({ seconds }) => seconds, [
        each(({ cpu }) => cpu.servers),
        each(({ cpu }) => cpu.postgres),
      ]),
    ],
  );
}

function readsTable(rounds: readonly ImportRound[]): string {
  const row = (name: string, reads: (round: ImportRound) => Reads) => [
    name,
    ...(['p50', 'p99'] as const).map((of) => median(rounds.map((round) => reads(round)[of])).toFixed(1)),
    median(rounds.map((round) => reads(round).p99 / round.idle.p99)).toFixed(2),
  ];
  const large = rounds.map(({ large }) => large);
  const megabytes = median(large.map((one) => one.megabytes)).toFixed(1);
  const seconds = median(large.map((one) => one.seconds)).toFixed(1);
  return markdown(
    ['another person reads', 'p50', 'p99', 'p99 of idle'],
    [
      row('alone', ({ idle }) => idle),
      row('beside these imports', ({ meanwhile }) => meanwhile),
      row(`beside one import of ${megabytes} MB (${seconds} s)`, (round) => round.large.meanwhile),
    ],
  );
}
