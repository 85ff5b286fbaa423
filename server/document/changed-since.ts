import { changedPointers } from '@blossomer/merge';
import type { Ask } from '../serve.ts';
import type { DocumentTable, Resource } from './table.ts';

type Undo = { columns: Record<string, unknown>; data: Record<string, unknown>; added: string[] };

/**
 * RFC 6901 pointers into the resource of what changed since a version: the writes since then are taken back, newest
 * first, and the result is compared with today. `['']` (everything) when that version was another life of the id or
 * never existed.
 */
export async function changedSince(
  table: DocumentTable,
  caller: Ask<unknown, unknown, unknown>['caller'],
  current: Resource,
  version: number,
): Promise<string[]> {
  const [rows] = await caller.read({
    name: 'revisions.since',
    text: `select op, undo::text from revisions where kind = $1 and id = $2 and version > $3 order by version desc`,
    values: [table.kind, current.id, version],
  });
  const since = rows ?? [];
  const whole = since.length === current.version - version && since.every(([op]) => op === 'update');
  if (!whole || version < 1) return [''];
  const before = since.reduce((resource, [, undo]) => takenBack(resource, JSON.parse(undo ?? '{}')), current);
  return changedPointers(contentOf(before), contentOf(current));
}

function takenBack(resource: Resource, { columns, data, added }: Undo): Resource {
  const kept = Object.fromEntries(Object.entries(resource.data).filter(([field]) => !added.includes(field)));
  return { ...resource, ...columns, data: { ...kept, ...data } };
}

/** What a person can change. */
function contentOf({
  version: _version,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...content
}: Resource) {
  return content;
}
