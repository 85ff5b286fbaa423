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
  workspace: Pick<Workspace, 'list'>,
  { playground }: BrowserWork,
): Promise<ImportedDocument[]> {
  const there = new Set<string>();
  for (const kind of new Set(playground.map((one) => one.kind))) {
    let cursor: string | undefined;
    do {
      const page = await workspace.list(kind, { fields: 'summary', limit: 200, cursor });
      for (const { id } of page.items) there.add(id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return playground.map(({ kind, document }) => ({
    kind,
    id: document.id,
    name: document.name,
    result: there.has(document.id) ? 'unchanged' : 'created',
    parentId: parentOf(kind, document),
    conflicts: [],
    differs: [],
  }));
}

function parentOf(kind: EntityKind, document: Row): string | null {
  const fields = shapeOf[kind].parents.map(([field]) => (document as Record<string, unknown>)[field]);
  return fields.findLast((id) => typeof id === 'string') ?? null;
}

const batchMax = 50;

/**
 * Creates under the ids that they have, parents first; one that is there already answers with itself. One that is there with
 * other content is left alone until the person settles it.
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
  { kind, document }: BrowserWork['playground'][number],
  settling: Settling,
  brought: BroughtPlayground,
): Promise<void> {
  const there = await workspace.view(kind, document.id);
  const [stored, imported] = [contentOf(there), contentOf(document)];
  const keep = equal(stored, imported) ? 'stored' : settling.get(document.id);
  const { merged: kept, conflicts } = mergeThreeWay({ base: undefined, mine: stored, theirs: imported });
  const { id, name } = document;
  if (keep === undefined) {
    const differs = conflicts.map(({ pointer, mine, theirs }) => ({
      ...{ pointer, stored: wordsOf(mine), imported: wordsOf(theirs) },
    }));
    brought.differing.push({ kind, id, name, differs });
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

function createOperation({ kind, document }: BrowserWork['playground'][number]): WriteOperation {
  return { method: 'POST', path: endpointsOf[kind].create.path, body: contentOf(document) };
}

function contentOf(document: AnyDocument | Row): Row {
  const { version: _version, createdAt: _created, updatedAt: _updated, ...content } = document as Row;
  return content as Row;
}
