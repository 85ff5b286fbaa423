import {
  type EntityKind,
  type ImportedDocument,
  type ImportView,
  type JsonPatchOperation,
  ProblemError,
  wordsOf,
} from '@blossomer/contract';
import { equal, mergeThreeWay } from '@blossomer/merge';
import type { BrowserWork } from './claim-work.ts';
import { isProblem } from './errors.ts';
import { endpointsOf, shapeOf } from './kinds.ts';
import type { Row } from './listing.ts';
import type { AnyDocument, Workspace, WriteOperation } from './workspace.ts';

export interface BroughtPlayground {
  playground: { created: number; unchanged: number };
  differing: DifferingDocument[];
  replaced: ReplacedText[];
}

/** `differs`: where the account and the playground say different things. */
export type DifferingDocument = Pick<ImportedDocument, 'kind' | 'id' | 'name' | 'differs'>;

/** What the account said where the playground's text stands now. */
export type ReplacedText = ImportView['replaced'][number];

/** Whose text stays where both speak, by the id of the document. What only one of them says stays, and comes in, either way. */
export type Settling = ReadonlyMap<string, 'stored' | 'imported'>;

/** What would become of the playground's documents, as the dry run of an import tells it of the old builds' ones. */
export async function previewPlayground(
  workspace: Pick<Workspace, 'list' | 'view'>,
  { playground }: BrowserWork,
): Promise<ImportedDocument[]> {
  const there = await idsOf(workspace, new Set(playground.map(({ kind }) => kind)));
  const previews: ImportedDocument[] = [];
  for (let start = 0; start < playground.length; start += viewsAtOnce) {
    const group = playground.slice(start, start + viewsAtOnce);
    previews.push(...(await Promise.all(group.map((one) => previewOne(workspace, one, there)))));
  }
  return previews;
}

const viewsAtOnce = 20;

async function idsOf(
  workspace: Pick<Workspace, 'list'>,
  kinds: ReadonlySet<EntityKind>,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const kind of kinds) {
    let cursor: string | undefined;
    do {
      const page = await workspace.list(kind, { fields: 'summary', limit: 200, cursor });
      for (const { id } of page.items) ids.add(id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return ids;
}

async function previewOne(
  workspace: Pick<Workspace, 'view'>,
  { kind, document }: Played,
  there: ReadonlySet<string>,
): Promise<ImportedDocument> {
  const { id, name } = document;
  const told = { kind, id, name, parentId: parentOf(kind, document), conflicts: [] };
  if (!there.has(id)) return { ...told, result: 'created', differs: [] };
  const { merged, stored, conflicts } = compared(await workspace.view(kind, id), document);
  return { ...told, result: equal(merged, stored) ? 'unchanged' : 'updated', differs: differsOf(conflicts) };
}

function parentOf(kind: EntityKind, document: Row): string | null {
  const fields = shapeOf[kind].parents.map(([field]) => (document as Record<string, unknown>)[field]);
  return fields.findLast((id) => typeof id === 'string') ?? null;
}

type Played = BrowserWork['playground'][number];

/** What the account says and what the playground says, and what is right where only one of them speaks. */
function compared(there: AnyDocument, document: Row) {
  const [stored, imported] = [contentOf(there), contentOf(document)];
  return { stored, imported, ...mergeThreeWay({ base: undefined, mine: stored, theirs: imported }) };
}

function differsOf(conflicts: ReturnType<typeof compared>['conflicts']): ImportedDocument['differs'] {
  return conflicts.map(({ pointer, mine, theirs }) => ({
    ...{ pointer, stored: wordsOf(mine), imported: wordsOf(theirs) },
  }));
}

const batchMax = 50;

/**
 * Creates under the ids that they have, parents first; one that is there already answers with itself. One that is there and
 * says something else is left alone until the person settles it.
 */
export async function importPlayground(
  workspace: Pick<Workspace, 'batch' | 'view' | 'patch'>,
  { playground }: BrowserWork,
  settling: Settling = new Map(),
): Promise<BroughtPlayground> {
  const brought: BroughtPlayground = {
    playground: { created: 0, unchanged: 0 },
    differing: [],
    replaced: [],
  };
  let waiting = playground.slice();
  while (waiting.length > 0) {
    const group = waiting.slice(0, batchMax);
    try {
      const results = await workspace.batch(group.map(createOperation));
      for (const [index, { kind, document }] of group.entries()) {
        const { status, body: there } = results[index] ?? {};
        if (there === undefined || !equal(contentOf(there), contentOf(document)))
          await settle(workspace, { kind, document }, settling, brought);
        else brought.playground[status === 201 ? 'created' : 'unchanged'] += 1;
      }
      waiting = waiting.slice(group.length);
    } catch (error) {
      // All or nothing: without the one that is there with other content, the rest goes again.
      const taken = group[takenIn(error)];
      if (taken === undefined) throw error;
      await settle(workspace, taken, settling, brought);
      waiting = waiting.filter((one) => one !== taken);
    }
  }
  return brought;
}

async function settle(
  workspace: Pick<Workspace, 'view' | 'patch'>,
  { kind, document }: Played,
  settling: Settling,
  brought: BroughtPlayground,
): Promise<void> {
  const there = await workspace.view(kind, document.id);
  const { stored, imported, merged: kept, conflicts } = compared(there, document);
  const { id, name } = document;
  const keep = conflicts.length === 0 ? 'stored' : settling.get(id);
  if (keep === undefined) {
    brought.differing.push({ kind, id, name, differs: differsOf(conflicts) });
    return;
  }
  const taken = () => mergeThreeWay({ base: undefined, mine: imported, theirs: stored }).merged;
  const patch = replacing(stored, (keep === 'stored' ? kept : taken()) as Row);
  if (patch.length > 0) await workspace.patch(kind, id, patch, { version: there.version });
  brought.playground.unchanged += 1;
  if (keep === 'imported') {
    const texts = conflicts.map(({ pointer, mine }) => ({ kind, id, name, pointer, value: mine }));
    brought.replaced.push(...texts);
  }
}

function replacing(before: Row, after: Row): JsonPatchOperation[] {
  return Object.entries(after)
    .filter(([member, value]) => !equal(value, before[member]))
    .map(([member, value]) => ({ op: 'add', path: `/${member}`, value }) as JsonPatchOperation);
}

function takenIn(error: unknown): number {
  const isTaken = isProblem(error, 'id-taken') && error instanceof ProblemError;
  return isTaken ? (error.problem.operation ?? -1) : -1;
}

function createOperation({ kind, document }: Played): WriteOperation {
  return { method: 'POST', path: endpointsOf[kind].create.path, body: contentOf(document) };
}

function contentOf(document: AnyDocument | Row): Row {
  const { version: _version, createdAt: _created, updatedAt: _updated, ...content } = document as Row;
  return content as Row;
}
