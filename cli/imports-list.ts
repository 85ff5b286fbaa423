import { entityKinds, type ImportSummary, imports } from '@blossomer/contract';
import { answered, clientOf, type ServerOptions, serverFrom } from './connection.ts';
import { pagesOf } from './pages.ts';
import { printable } from './printable.ts';
import { tableOf } from './table.ts';

export async function listImports({ json, ...options }: ServerOptions & { json?: boolean }): Promise<void> {
  const server = await serverFrom(options);
  const all: ImportSummary[] = [];
  const client = clientOf(server, { repeats: 2 });
  const reading = async () => {
    for await (const one of pagesOf((query) => client(imports.list, { query }))) all.push(one);
  };
  await answered(server, reading());
  if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else if (all.length === 0) process.stdout.write('Nothing was imported for you yet.\n');
  else process.stdout.write(`${tableOf(heading, all.map(rowOf)).join('\n')}\n`);
}

const heading = [
  'import',
  'when',
  'by',
  'leaves',
  'created',
  'updated',
  'recovered',
  'findings',
  'state',
  'label',
];

function rowOf(one: ImportSummary): (string | number)[] {
  const sum = (result: 'created' | 'updated' | 'recovered') =>
    entityKinds.reduce((total, kind) => total + one.entities[kind][result], 0);
  return [
    one.id,
    `${one.createdAt.slice(0, 16).replace('T', ' ')} UTC`,
    one.actor === 'admin' ? 'an admin' : 'you',
    one.totals.leaves,
    sum('created'),
    sum('updated'),
    sum('recovered'),
    one.findings,
    one.undoneAt === null ? '' : 'undone',
    printable(one.label),
  ];
}
