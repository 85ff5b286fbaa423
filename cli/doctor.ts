import { entityKinds } from '@blossomer/contract';
import { readDumpFile } from './dump-file.ts';
import { type Examination, examine } from './examine.ts';
import { printable } from './printable.ts';
import { tableOf } from './table.ts';

/** What is wrong with a dump, told without a server. Of a secret only the name is ever shown. */
export async function doctor(file: string, { json }: { json?: boolean }): Promise<void> {
  const found = examine(await readDumpFile(file));
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : told(found));
  if (!found.importable) process.exitCode = 1;
}

function told(found: Examination): string {
  const { leaves, classes, secrets, oddities, findings } = found;
  const parts = [
    keysOf(found),
    documentsOf(found),
    [
      `What would become of its ${leaves.toLocaleString('en')} values (leaves):`,
      ...indented(tableOf(['class', 'leaves'], Object.entries(classes))),
    ],
  ];
  if (secrets.length > 0)
    parts.push([`Secrets, which an import leaves out: ${printable(secrets.join(', '))}.`]);
  if (oddities.length > 0) parts.push(['Kept, but not as plain values:', ...oddities.map(oddityLine)]);
  if (findings.length > 0) parts.push(['Findings:', ...findings.map(findingLine)]);
  parts.push([verdict(found)]);
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function keysOf({ keys }: Examination): string[] {
  const rows = keys.map(({ key, holds, generations, bytes, leaves, fault }) => [
    printable(key),
    holds,
    Object.entries(generations)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
    bytes,
    leaves,
    fault ?? '',
  ]);
  return tableOf(['key', 'holds', 'generations', 'bytes', 'leaves', 'fault'], rows);
}

function documentsOf({ documents }: Examination): string[] {
  const rows = entityKinds.map((kind) => [kind, documents[kind].made, documents[kind].recovered]);
  return tableOf(['would make', 'documents', 'of them recovered'], rows);
}

function oddityLine({ message, key, count, pointer }: Examination['oddities'][number]): string {
  return printable(`  - ${count} ${message} [${key}${pointer}]`);
}

function findingLine({ message, key, pointer = '' }: Examination['findings'][number]): string {
  return printable(`  - ${message}${key === undefined ? '' : ` [${key}${pointer}]`}`);
}

function verdict({ importable, classes, miscounted }: Examination): string {
  if (miscounted)
    return 'Two ways of counting its leaves disagree: this is a defect of ours. Please report it.';
  if (importable) return 'It can be imported without loss.';
  const count = classes.quarantined ?? 0;
  const values = count === 1 ? '1 value' : `${count.toLocaleString('en')} values`;
  return `It can be imported, but ${values} would be kept with the raw import only (quarantined).`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
