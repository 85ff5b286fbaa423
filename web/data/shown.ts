import { type EntityKind, priorityRank, seniorityRank } from '@blossomer/contract';
import { shapeOf } from '../workspace/kinds.ts';
import {
  type AskedList,
  beginningOf,
  type CompanyOf,
  matches,
  orderOf,
  type Row,
  rankWords,
  summaryOf,
} from '../workspace/listing.ts';
import { readNew } from '../workspace/local-documents.ts';
import type { AnyDocument } from '../workspace/workspace.ts';
import { type CreateEntry, type Entry, laneOf } from './entry.ts';
import { type FieldEdit, overlaid } from './fields.ts';
import { overlaidInStep } from './in-step.ts';

/** What a person sees: what the server has, with what they did since laid over it. Pure. */

/** `undefined`: not known yet, or just deleted. */
export function shownDocument(
  base: AnyDocument | undefined,
  entries: readonly Entry[],
): AnyDocument | undefined {
  let shown = base;
  for (const entry of entries) {
    if (entry.op === 'remove') shown = entry.undone ? shown : undefined;
    else if (entry.op === 'create') shown ??= provisional(entry);
    else if (shown !== undefined) shown = overlaidInStep(entry.kind, shown, entry.edits);
  }
  return shown;
}

/** A document as it will be once it arrives; its version is 0. */
function provisional({ kind, document, createdAt }: CreateEntry): AnyDocument {
  const at = createdAt.replace(/(\.\d{3})Z$/, '$1000Z');
  return { ...asCreated(kind, document), version: 0, createdAt: at, updatedAt: at } as AnyDocument;
}

/** What the person is typing may not be valid at every moment, and is shown all the same. */
function asCreated(kind: EntityKind, document: Record<string, unknown>): Record<string, unknown> {
  try {
    return {
      ...readNew(kind, document),
      data: { schemaVersion: 1, ...(document.data as object | undefined) },
    };
  } catch {
    return { ...document, data: document.data ?? { schemaVersion: 1 } };
  }
}

/** Rows as they come, in the order of the list; new ones stand where they will stand. */
export function shownList(
  kind: EntityKind,
  query: AskedList,
  {
    rows,
    entries,
    isWhole,
    companyOf,
  }: { rows: readonly AnyDocument[]; entries: readonly Entry[]; isWhole: boolean; companyOf: CompanyOf },
): AnyDocument[] {
  if (entries.length === 0) return rows as AnyDocument[];
  const byLane = lanesOf(entries);
  const gone = new Set(entries.filter((entry) => entry.op === 'remove' && !entry.undone).map(laneOf));
  const isSummary = query.fields === 'summary';
  const withNew: CompanyOf = (id) => companyOfNew(byLane, id) ?? companyOf(id);
  const shown = rows
    .filter((row) => !isGone(kind, row, gone))
    .map((row) => {
      const edited = (byLane.get(laneOf({ kind, entityId: row.id })) ?? []).filter(({ op }) => op === 'edit');
      const edits = edited.flatMap((entry) => (entry.op === 'edit' ? entry.edits : []));
      if (edits.length === 0) return row;
      return isSummary ? editedSummary(kind, row, edits) : (shownDocument(row, edited) ?? row);
    });
  const there = new Set(shown.map(({ id }) => id));
  const added = entries.flatMap((entry) => {
    if (entry.op !== 'create' || entry.kind !== kind || there.has(entry.entityId)) return [];
    const document = shownDocument(undefined, byLane.get(laneOf(entry)) ?? []);
    if (document === undefined || isGone(kind, document, gone) || !matches(kind, document, query, withNew))
      return [];
    return [isSummary ? (summaryOf(kind, document as Row) as AnyDocument) : document];
  });
  const order = orderOf(kind, query.sort);
  for (const document of added) {
    const place = shown.findIndex((row) => order(document, row) < 0);
    if (place >= 0) shown.splice(place, 0, document);
    else if (isWhole) shown.push(document);
  }
  return shown;
}

/** Of an account that is not there yet, or that is being moved. */
function companyOfNew(byLane: ReadonlyMap<string, Entry[]>, accountId: string): string | undefined {
  let company: unknown;
  for (const entry of byLane.get(laneOf({ kind: 'account', entityId: accountId })) ?? []) {
    if (entry.op === 'create') company = entry.document.companyId;
    else if (entry.op === 'edit')
      company = entry.edits.find(({ pointer }) => pointer === '/companyId')?.value ?? company;
  }
  return typeof company === 'string' ? company : undefined;
}

function lanesOf(entries: readonly Entry[]): Map<string, Entry[]> {
  const lanes = new Map<string, Entry[]>();
  for (const entry of entries) lanes.set(laneOf(entry), [...(lanes.get(laneOf(entry)) ?? []), entry]);
  return lanes;
}

function isGone(kind: EntityKind, row: AnyDocument, gone: ReadonlySet<string>): boolean {
  if (gone.size === 0) return false;
  const above = shapeOf[kind].parents.map(([field, parent]) =>
    laneOf({ kind: parent, entityId: String((row as Row)[field]) }),
  );
  return [laneOf({ kind, entityId: row.id }), ...above].some((lane) => gone.has(lane));
}

/** A summary has no document, but shows the beginning of its texts and what it ranks as. */
function editedSummary(kind: EntityKind, row: AnyDocument, edits: readonly FieldEdit[]): AnyDocument {
  const columns = edits.filter(({ pointer }) => pointer !== '/data' && !pointer.startsWith('/data/'));
  const last = (pointer: string) => edits.findLast((edit) => edit.pointer === pointer);
  const text = last(kind === 'campaign' ? '/data/body' : '/data/description');
  const subject = kind === 'campaign' ? last('/data/subject') : undefined;
  const signals = last('/data/buyingSignals');
  const seniority = last('/data/demographics/seniority');
  return Object.assign(
    { ...overlaid(row, columns) },
    {
      ...(typeof text?.value === 'string' ? { description: beginningOf(text.value) } : {}),
      ...(subject === undefined ? {} : { subject: beginningOf(subject.value) }),
      ...rankWords(kind, {
        ...(signals === undefined ? {} : { priority: priorityRank(signals.value as never) }),
        ...(seniority === undefined ? {} : { seniority: seniorityRank(seniority.value as never) }),
      }),
    },
  );
}
