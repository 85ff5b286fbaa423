import { randomUUID } from 'node:crypto';
import { Id, type ImportUndo, imports } from '@blossomer/contract';
import { CommandError } from './command-error.ts';
import { answered, clientOf, type ServerOptions, serverFrom } from './connection.ts';
import { printable } from './printable.ts';

export interface UndoOptions extends ServerOptions {
  dryRun?: boolean;
  json?: boolean;
}

export async function undoImport(id: string, { dryRun, json, ...options }: UndoOptions): Promise<void> {
  if (!Id.safeParse(id).success) {
    throw new CommandError(`${printable(id)} is not the id of an import; "blossomer imports" lists them.`, 2);
  }
  const server = await serverFrom(options);
  const client = clientOf(server, { repeats: 2 });
  const call = { params: { id }, query: { dryRun: dryRun || undefined }, idempotencyKey: randomUUID() };
  const { body } = await answered(server, client(imports.undo, call));
  process.stdout.write(json ? `${JSON.stringify(body, null, 2)}\n` : bucketsOf(body));
  if (body.failed.length > 0) process.exitCode = 1;
}

/** What went back, what stays and why, and what could not be taken back. */
function bucketsOf({ importId, dryRun, reversed, kept, failed }: ImportUndo): string {
  const head = dryRun ? 'Dry run: nothing was written. An undo would give:' : `Import ${importId} is undone.`;
  const parts = [
    [head],
    bucket(
      'Reversed',
      reversed.map((one) => ({ ...one, what: words[one.did] })),
    ),
    bucket(
      'Kept',
      kept.map((one) => ({ ...one, what: words[one.why] })),
    ),
    bucket(
      'Failed',
      failed.map((one) => ({ ...one, pointers: [], what: words[one.why] })),
    ),
  ];
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const words = {
  removed: 'removed',
  'changed-back': 'as before the import',
  'brought-back': 'there again',
  'back-in-trash': 'in the trash again',
  'edited-since': 'edited since',
  'holds-other-work': 'holds other work',
  'deleted-since': 'deleted since',
  'history-purged': 'its history was purged',
} as const;

interface Line {
  kind: string;
  name: string;
  what: string;
  pointers: string[];
}

const pointersShown = 5;

function bucket(title: string, lines: readonly Line[]): string[] {
  return [`${title}: ${lines.length.toLocaleString('en')}`, ...lines.map(lineOf)];
}

function lineOf({ kind, name, what, pointers }: Line): string {
  const more = pointers.length > pointersShown ? `, and ${pointers.length - pointersShown} more` : '';
  const places = pointers.length > 0 ? ` (${pointers.slice(0, pointersShown).join(', ')}${more})` : '';
  return printable(`  - ${kind} "${name}": ${what}${places}`);
}
