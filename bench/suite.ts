import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contender, names, type Stand } from './contenders.ts';
import { measure } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { type CaseResult, ratiosOf, scaleOf, tableOf } from './report.ts';

type Asked = Pick<BenchOptions, 'rounds' | 'seconds' | 'only' | 'connections'>;

const usual = 16;
const everything = [
  names.limit,
  names.product,
  names.two,
  names.plain,
  names.orm,
  names.python,
  names.hello,
  names.limitPooled,
  names.pooled,
];
const few = [names.limit, names.product, names.two, names.plain];

/** All contenders at 16 connections, and few of them at other numbers. */
export async function compare(
  stand: Stand,
  asked: Asked,
  log: (line: string) => void,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const connections of asked.connections) {
    for (const caseName of asked.only) {
      const wanted = (connections === usual ? everything : few)
        // One connection cannot be shared by two processes.
        .filter((name) => connections > 1 || name !== names.two)
        .map((name) => stand.contender(name, caseName))
        .filter((contender) => contender !== undefined);
      log(`${caseName}, ${connections} connections: ${wanted.map(({ name }) => name).join('; ')}`);
      results.push(await measured(wanted, { ...asked, connections, postmaster: stand.postmaster, caseName }));
      await stand.restore();
    }
  }
  return results;
}

/** The product on a small and on a large database. */
export async function scale(
  stands: readonly { title: string; stand: Stand }[],
  asked: Asked,
  log: (line: string) => void,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const caseName of asked.only) {
    log(`${caseName}: ${stands.map(({ title }) => title).join(' and ')}`);
    const contenders = stands.flatMap(({ title, stand }) => {
      const contender = stand.contender(names.product, caseName);
      return contender ? [{ ...contender, name: title }] : [];
    });
    const postmaster = stands[0]?.stand.postmaster ?? null;
    results.push(await measured(contenders, { ...asked, connections: usual, postmaster, caseName }));
    for (const { stand } of stands) await stand.restore();
  }
  return results;
}

async function measured(
  contenders: readonly Contender[],
  options: Parameters<typeof measure>[1] & Pick<CaseResult, 'caseName'>,
): Promise<CaseResult> {
  const samples = await measure(contenders, options);
  const named = contenders.map(({ name }, index) => ({ name, samples: samples[index] ?? [] }));
  return { caseName: options.caseName, connections: options.connections, contenders: named };
}

/** A section for each number of connections. */
export function sectionsOf(results: readonly CaseResult[], title: string): string {
  const numbers = [...new Set(results.map(({ connections }) => connections))];
  const sections = numbers.map((connections) => {
    const here = results.filter((result) => result.connections === connections);
    const ratios = connections === usual ? `${ratiosOf(here)}\n\n` : '';
    return `### ${title}, ${connections} connection${connections === 1 ? '' : 's'}\n\n${ratios}${tableOf(here)}`;
  });
  return sections.join('\n\n');
}

export function scaleSection(results: readonly CaseResult[]): string {
  return `### Size of the database, ${usual} connections\n\n${scaleOf(results)}`;
}

export function scratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'blossomer-bench-run-'));
}
