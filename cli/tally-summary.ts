import { documentsOf, summaryOf, valuesOf } from './import-summary.ts';
import { printable } from './printable.ts';
import { peopleIn, type Tally } from './tally.ts';

/** How an import of many ended, as a person reads it. */
export function tallySummary(tally: Tally, { dryRun }: { dryRun: boolean }): string {
  if (tally.only) return summaryOf(tally.only);
  const parts = [headlineOf(tally, dryRun)];
  if (tally.imported > 0) parts.push(documentsOf(tally), valuesOf(tally, 'dumps'));
  if (tally.findings > 0) parts.push([findingsLine(tally)]);
  if (tally.failed > 0) parts.push(['Failed:', ...failureLines(tally)]);
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** The same for a program: without the reports of single people. */
export function tallyJson({ only: _, reasons, ...tally }: Tally, more: object): string {
  const failures = [...reasons].map(([code, { count, first, sentence }]) => ({
    code,
    count,
    first,
    sentence,
  }));
  return `${JSON.stringify({ people: peopleIn({ only: _, reasons, ...tally }), ...tally, failures, ...more }, null, 2)}\n`;
}

function headlineOf(tally: Tally, dryRun: boolean): string[] {
  const { imported, skipped, failed, withSecrets } = tally;
  const lines = dryRun ? ['Dry run: nothing was written.'] : [];
  const parts = [`${imported} ${dryRun ? 'can be imported' : 'imported'}`];
  if (skipped > 0) parts.push(`${skipped} done before`);
  if (failed > 0) parts.push(`${failed} failed`);
  lines.push(`${people(peopleIn(tally))}: ${parts.join(', ')}.`);
  if (withSecrets > 0) {
    lines.push(`Secrets of ${people(withSecrets)} were not sent: only the names of their keys.`);
  }
  return lines;
}

export function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

function findingsLine({ findings }: Tally): string {
  const what = findings === 1 ? 'finding was' : 'findings were';
  return `${findings.toLocaleString('en')} ${what} made; each person sees theirs with the import.`;
}

function failureLines({ reasons }: Tally): string[] {
  const byCount = [...reasons].sort(([, one], [, other]) => other.count - one.count);
  const width = String(byCount[0]?.[1].count ?? 0).length;
  return byCount.map(([code, { count, first, sentence }]) => {
    return printable(`  ${String(count).padStart(width)}  ${code}: ${sentence} (first: ${first})`);
  });
}
