import { answerTo, entityOf } from './entities.ts';
import { addFinding, quoted } from './findings.ts';
import { entityId } from './ids.ts';
import type { Work } from './reading.ts';
import type { Sketch } from './sketch.ts';

/** Reads an account, at once or, where it becomes part of another, when that one has been read. */
export function readOrMerge(work: Work, sourceId: string, read: (into: Sketch | undefined) => void): void {
  const { merges, waiting } = work.choices;
  const from = merges.size === 0 ? '' : entityId(work.userId, 'account', sourceId);
  if (merges.has(from)) waiting.push({ from, sourceId, read });
  else read(undefined);
}

/** Makes two accounts one: equal leaves once, what differs from the one that stays under its provenance. */
export function mergeAccounts(work: Work): void {
  const { merges, waiting, recoverable, faults } = work.choices;
  const byId = new Map([...work.accounts.values()].map((account) => [account.id, account]));
  const found = new Set(waiting.map(({ from }) => from));
  for (const [from, { into, intoSourceId, pointer }] of merges) {
    const isThere = found.has(from) || recoverable.has(from);
    const remembered = byId.has(into) || !isThere || merges.has(into) ? undefined : recoverable.get(into)?.();
    if (remembered !== undefined) byId.set(into, remembered);
    if (pointer !== undefined && !isThere) faults.push(unknownAccount(`${pointer}/from`));
    if (pointer !== undefined && !byId.has(into)) faults.push(unknownAccount(`${pointer}/into`));
    if (byId.has(into) || intoSourceId === undefined || !isThere) continue;
    // It came with an import whose strings are not at hand any more; what is stored stays, and takes what it lacks.
    const wanted = { kind: 'account', sourceId: intoSourceId, oldId: undefined, parent: undefined } as const;
    byId.set(into, entityOf(work, wanted).sketch);
  }
  const told = new Set<string>();
  for (const { from, sourceId, read } of waiting) {
    const into = byId.get(merges.get(from)?.into ?? '');
    if (into !== undefined) {
      work.choices.mergedFrom.set(sourceId, sourceId);
      work.accounts.set(sourceId, into);
      if (!told.has(from)) tellMerge(work, into, from);
      told.add(from);
      if (into.recovered) emptyStandIn(into);
    }
    read(into);
  }
}

/** Of an account that only mails and drafts still name: what it becomes part of, as decided. */
export function mergedInto(work: Work, oldId: string | undefined, sourceId: string): Sketch | undefined {
  const { merges, mergedFrom, recoverable } = work.choices;
  if (merges.size === 0) return undefined;
  const from = entityId(work.userId, 'account', sourceId);
  const id = merges.get(from)?.into;
  if (id === undefined || merges.has(id)) return undefined; // A fault, which is told elsewhere.
  const known = [...work.accounts.values()].find((account) => account.id === id);
  const into = known ?? recoverable.get(id)?.();
  if (into === undefined) return undefined;
  if (!mergedFrom.has(oldId ?? sourceId)) tellMerge(work, into, from);
  mergedFrom.set(oldId ?? sourceId, sourceId);
  work.accounts.set(sourceId, into);
  answerTo(work, into, oldId);
  return into;
}

/** What others remember of an account gives way to the account itself. */
function emptyStandIn(standIn: Sketch): void {
  delete standIn.resource.name;
  standIn.resource.data = { schemaVersion: 1 };
  standIn.recovered = false;
}

/** What this request decides about is part of this import, wherever its strings came from. */
export function speakOfDecided(work: Work): void {
  const now = [...work.choices.merges.values()].filter(({ pointer }) => pointer !== undefined);
  const decided = new Set(now.map(({ into }) => into));
  for (const account of work.accounts.values()) account.isFromDump ||= decided.has(account.id);
  for (const persona of work.personas.values()) persona.isFromDump ||= decided.has(persona.parent?.id ?? '');
  for (const campaign of work.campaigns.values())
    campaign.isFromDump ||= decided.has(campaign.parent?.parent?.id ?? '');
}

function tellMerge(work: Work, into: Sketch, from: string): void {
  addFinding(
    work,
    'accounts-merged',
    `Another account became part of ${quoted(into.resource.name)}, as decided. What is equal is there once; where they differ the other value is kept under provenance.`,
    { sketch: into, other: { kind: 'account', id: from } },
  );
}

function unknownAccount(pointer: string) {
  return { pointer, message: 'This import knows no account with this id.' };
}
