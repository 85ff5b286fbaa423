import type { EntityKind } from '@blossomer/contract';
import { shapeOf } from '../workspace/kinds.ts';
import { type AskedList, matches, orderOf, type Row, summaryOf } from '../workspace/listing.ts';
import { readNew } from '../workspace/local-documents.ts';
import type { AnyDocument } from '../workspace/workspace.ts';
import { type CreateEntry, type Entry, laneOf } from './entry.ts';
import { type FieldEdit, overlaid } from './fields.ts';

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
    else if (shown !== undefined) shown = overlaid(shown, entry.edits);
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
  { rows, entries, isWhole }: { rows: readonly AnyDocument[]; entries: readonly Entry[]; isWhole: boolean },
): AnyDocument[] {
  if (entries.length === 0) return rows as AnyDocument[];
  const byLane = lanesOf(entries);
  const gone = new Set(entries.filter((entry) => entry.op === 'remove' && !entry.undone).map(laneOf));
  const isSummary = query.fields === 'summary';
  const shown = rows
    .filter((row) => !isGone(kind, row, gone))
    .map((row) => {
      const edits = (byLane.get(laneOf({ kind, entityId: row.id })) ?? []).flatMap((entry) =>
        entry.op === 'edit' ? entry.edits : [],
      );
      if (edits.length === 0) return row;
      return isSummary ? editedSummary(kind, row, edits) : overlaid(row, edits);
    });
  const there = new Set(shown.map(({ id }) => id));
  const added = entries.flatMap((entry) => {
    if (entry.op !== 'create' || entry.kind !== kind || there.has(entry.entityId)) return [];
    const document = shownDocument(undefined, byLane.get(laneOf(entry)) ?? []);
    if (document === undefined || isGone(kind, document, gone) || !matches(kind, document, query)) return [];
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

/** A summary has no document, but shows the beginning of one text of it. */
function editedSummary(kind: EntityKind, row: AnyDocument, edits: readonly FieldEdit[]): AnyDocument {
  const columns = edits.filter(({ pointer }) => pointer !== '/data' && !pointer.startsWith('/data/'));
  const text = edits.findLast(
    ({ pointer }) => pointer === (kind === 'campaign' ? '/data/body' : '/data/description'),
  );
  const shown = overlaid(row, columns);
  if (typeof text?.value !== 'string') return shown;
  return Object.assign({ ...shown }, { description: [...text.value].slice(0, 300).join('') });
}
