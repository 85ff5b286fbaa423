import { type Client, type ImportView, me } from '@blossomer/contract';
import { plan } from '@blossomer/legacy';
import { answered, clientOf, type ServerOptions, serverFrom } from './connection.ts';
import { readDumpFile } from './dump-file.ts';
import { earlierImports, knownFrom } from './earlier-imports.ts';
import { importedSources } from './imported-sources.ts';
import { judge, type LeafState, leafStates, type Verdict } from './leaf-states.ts';
import { printable } from './printable.ts';
import { storedDocuments } from './stored-documents.ts';
import { tableOf } from './table.ts';

export interface VerifyOptions extends ServerOptions {
  json?: boolean;
}

/** Is every leaf of this dump in the database? Asks for the documents themselves, and believes no receipt. */
export async function verify(file: string, { json, ...options }: VerifyOptions): Promise<void> {
  const server = await serverFrom(options);
  const { dump } = await readDumpFile(file);
  const verdicts = await answered(server, verdictsOn(dump, clientOf(server, { repeats: 5 })));
  const missing = verdicts.filter(({ state }) => state === 'missing');
  process.stdout.write(json ? `${JSON.stringify(answerOf(verdicts), null, 2)}\n` : told(verdicts, missing));
  if (missing.length > 0) process.exitCode = 1;
}

async function verdictsOn(dump: Record<string, unknown>, client: Client): Promise<Verdict[]> {
  const { body } = await client(me.view);
  const standing = await earlierImports(client);
  const known = await knownFrom(client, standing, dump);
  const planned = plan({ dump, userId: body.id, now: new Date().toISOString(), known });
  const [documents, imported] = [
    await storedDocuments(client, planned.entities),
    await importedSources(client, standing, planned.sources),
  ];
  return judge(planned, documents, imported, settledIn(standing));
}

/** What a person decided is no receipt: it says what they wanted, and not what came of it. */
function settledIn(standing: readonly ImportView[]): Set<string> {
  const decided = standing.flatMap(({ decisions }) => decisions?.settleDocuments ?? []);
  return new Set(decided.filter(({ keep }) => keep === 'stored').map(({ documentId }) => documentId));
}

function answerOf(verdicts: readonly Verdict[]) {
  const unsettled = verdicts.filter(({ state }) => state !== 'there' && state !== 'kept-raw');
  return { leaves: verdicts.length, states: countsOf(verdicts), unsettled };
}

function countsOf(verdicts: readonly Verdict[]): Record<LeafState, number> {
  const counts = Object.fromEntries(leafStates.map((state) => [state, 0])) as Record<LeafState, number>;
  for (const { state } of verdicts) counts[state] += 1;
  return counts;
}

const meanings: Record<LeafState, string> = {
  there: 'stands in a document as the dump has it',
  'edited-since':
    'was imported; its document says something else now: it was changed since, or was to keep its text',
  'in-trash': 'was imported; its document was deleted since and is in the trash',
  'kept-raw': 'is in no document by its nature, and kept byte for byte with the raw import',
  'not-kept': 'a secret: never sent, never kept',
  missing: 'is not there',
};

const missingShown = 20;

function told(verdicts: readonly Verdict[], missing: readonly Verdict[]): string {
  const counts = countsOf(verdicts);
  const rows = leafStates
    .filter((state) => counts[state] > 0 || state === 'missing')
    .map((state) => [state, counts[state], meanings[state]]);
  const parts = [tableOf(['leaves', 'count', 'each of them'], rows)];
  if (missing.length > 0) parts.push(['Missing:', ...missing.slice(0, missingShown).map(missingLine)]);
  if (missing.length > missingShown) {
    parts.push([`and ${(missing.length - missingShown).toLocaleString('en')} more; --json lists them all.`]);
  }
  parts.push([
    missing.length === 0
      ? 'Nothing is missing.'
      : 'Import the dump again: what is there already stays as it is.',
  ]);
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function missingLine({ key, pointer, entity, target }: Verdict): string {
  const place = entity ? ` (should be in ${entity.kind} ${entity.id} at ${target})` : '';
  return printable(`  - ${key}${pointer}${place}`);
}
