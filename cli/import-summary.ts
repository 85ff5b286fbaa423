import { entityKinds, type Finding, type ImportReport, leafClasses } from '@blossomer/contract';
import { printable } from './printable.ts';

/** The report of an import as a person reads it. */
export function summaryOf(report: ImportReport): string {
  const parts = [headlineOf(report), documentsOf(report), valuesOf(report, 'dump')];
  if (report.findings.length > 0) parts.push(['Findings:', ...report.findings.map(findingLine)]);
  return `${parts.map((lines) => `${lines.join('\n')}\n`).join('\n')}`;
}

const results = ['created', 'updated', 'unchanged', 'recovered'] as const;

function headlineOf({ id, dryRun, entities }: ImportReport): string[] {
  if (dryRun) return ['Dry run: nothing was written. An import would give:'];
  const total = (result: (typeof results)[number]) =>
    entityKinds.reduce((sum, kind) => sum + entities[kind][result], 0);
  const imported = `Imported (${id}).`;
  if (total('created') + total('updated') + total('recovered') > 0) return [imported];
  return [
    `${imported} ${total('unchanged') > 0 ? 'Everything was there already.' : 'No document came of it.'}`,
  ];
}

export function documentsOf({ entities }: Pick<ImportReport, 'entities'>): string[] {
  const kindWidth = Math.max(...entityKinds.map((kind) => kind.length));
  const heading = `${''.padEnd(kindWidth)}  ${results.join('  ')}`;
  const rows = entityKinds.map((kind) => {
    const counts = results.map((result) => String(entities[kind][result]).padStart(result.length));
    return `${kind.padEnd(kindWidth)}  ${counts.join('  ')}`;
  });
  return [heading, ...rows];
}

export function valuesOf(
  { totals: { leaves, classes } }: Pick<ImportReport, 'totals'>,
  of: 'dump' | 'dumps',
): string[] {
  const present = leafClasses.filter((name) => (classes[name] ?? 0) > 0);
  const nameWidth = Math.max(0, ...present.map((name) => name.length));
  const countWidth = String(leaves).length;
  return [
    `What became of the ${leaves} values (leaves) of the ${of}:`,
    ...present.map((name) => `  ${name.padEnd(nameWidth)}  ${String(classes[name]).padStart(countWidth)}`),
  ];
}

function findingLine({ message, key, pointer = '', entity }: Finding): string {
  const place = key === undefined ? entity && `${entity.kind} ${entity.id}` : `${key}${pointer}`;
  return printable(`  - ${message}${place ? ` [${place}]` : ''}`);
}
