import { type EntityKind, type ImportedDocument, ProblemError } from '@blossomer/contract';
import { equal } from '@blossomer/merge';
import type { BrowserWork } from './claim-work.ts';
import { isProblem } from './errors.ts';
import { endpointsOf, shapeOf } from './kinds.ts';
import type { Row } from './listing.ts';
import type { AnyDocument, Workspace, WriteOperation } from './workspace.ts';

export interface BroughtPlayground {
  playground: { created: number; unchanged: number };
  differing: DifferingDocument[];
}

export interface DifferingDocument {
  kind: EntityKind;
  id: string;
  name: string;
}

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
  }));
}

function parentOf(kind: EntityKind, document: Row): string | null {
  const fields = shapeOf[kind].parents.map(([field]) => (document as Record<string, unknown>)[field]);
  return fields.findLast((id) => typeof id === 'string') ?? null;
}

const batchMax = 50;

/** Creates under the ids that they have, parents first; one that is there already answers with itself. */
export async function importPlayground(
  workspace: Pick<Workspace, 'batch' | 'view'>,
  { playground }: BrowserWork,
): Promise<BroughtPlayground> {
  const brought = { created: 0, unchanged: 0 };
  const differing: DifferingDocument[] = [];
  let waiting = playground.slice();
  while (waiting.length > 0) {
    const group = waiting.slice(0, batchMax);
    try {
      const results = await workspace.batch(group.map(createOperation));
      for (const [index, { kind, document }] of group.entries()) {
        const result = results[index];
        if (!equal(contentOf(result?.body), contentOf(document))) {
          differing.push({ kind, id: document.id, name: document.name });
        } else if (result?.status === 201) brought.created += 1;
        else brought.unchanged += 1;
      }
      waiting = waiting.slice(group.length);
    } catch (error) {
      // All or nothing: without the one that is there with other content, the rest goes again.
      const { kind, document } = group[takenIn(error)] ?? {};
      if (kind === undefined || document === undefined) throw error;
      const there = await workspace.view(kind, document.id);
      if (equal(contentOf(there), contentOf(document))) brought.unchanged += 1;
      else differing.push({ kind, id: document.id, name: document.name });
      waiting = waiting.filter((one) => one.document !== document);
    }
  }
  return { playground: brought, differing };
}

function takenIn(error: unknown): number {
  const isTaken = isProblem(error, 'id-taken') && error instanceof ProblemError;
  return isTaken ? (error.problem.operation ?? -1) : -1;
}

function createOperation({ kind, document }: BrowserWork['playground'][number]): WriteOperation {
  const { version: _version, createdAt: _created, updatedAt: _updated, ...body } = document;
  return { method: 'POST', path: endpointsOf[kind].create.path, body };
}

function contentOf(document: AnyDocument | undefined): object | null {
  if (document === undefined) return null;
  const { version: _version, createdAt: _created, updatedAt: _updated, ...content } = document as Row;
  return content;
}
