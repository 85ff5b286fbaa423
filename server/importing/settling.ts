import type { ImportDecisions } from '@blossomer/contract';
import type { DecisionFault, PlannedEntity } from '@blossomer/legacy';
import { equal, mergeThreeWay } from '@blossomer/merge';
import { overlay } from './overlay.ts';

/** Whose text stays where both speak, by the id of the document. */
export type Keeping = ReadonlyMap<string, 'stored' | 'imported'>;

export function keepingOf({ settleDocuments = [] }: ImportDecisions = {}): Keeping {
  return new Map(settleDocuments.map(({ documentId, keep }) => [documentId, keep]));
}

/** What the other decisions of the request make a part of another document has nothing left to settle, which is no fault. */
export function faultsOfSettling(
  { settleDocuments = [], mergeAccounts = [], attachAccounts = [] }: ImportDecisions = {},
  entities: readonly Pick<PlannedEntity, 'id'>[],
): DecisionFault[] {
  const isReshaped = mergeAccounts.length + attachAccounts.length > 0;
  const known = new Set(entities.map(({ id }) => id));
  const keeping = keepingOf({ settleDocuments });
  return settleDocuments.flatMap(({ documentId, keep }, index) => {
    const pointer = `/settleDocuments/${index}`;
    if (!isReshaped && !known.has(documentId)) {
      const message = 'This import speaks of no document with this id.';
      return [{ pointer: `${pointer}/documentId`, message }];
    }
    if (keeping.get(documentId) === keep) return [];
    return [{ pointer: `${pointer}/keep`, message: 'Further on it is said that the other text stays.' }];
  });
}

/** A document as it is stored, as an import wants it (null: it says nothing of it), and as the last import wanted it. */
export interface Sides<Content> {
  base: Content | null;
  mine: Content;
  theirs: Content | null;
  /** As the dump has it: another one than `theirs` where that is an older copy, which only adds. */
  planned: Content;
}

export interface Settled<Content> {
  merged: Content;
  /** Where an edit stays and the import says something else. */
  conflicts: string[];
  differs: Differing[];
}

/**
 * The merge; where both speak and a side was decided for, nothing of that side is overwritten. What only one of them says
 * stays and comes in as it would anyway.
 */
export function settled<Content>(
  { base, mine, theirs, planned }: Sides<Content>,
  keep: 'stored' | 'imported' | undefined,
): Settled<Content> {
  const { merged, conflicts } = merging(base, mine, theirs);
  const differs = theirs === planned ? differing(mine, planned) : [];
  if (keep === undefined || differs.length === 0) return { merged, conflicts, differs };
  const side = keep === 'stored' ? mine : planned;
  return {
    merged: overlay(side, merged) as Content,
    conflicts: keep === 'stored' ? conflicts : [],
    differs,
  };
}

/** Without a base both sides were written on their own: what is missing comes, what differs stays. */
function merging<Content>(
  base: Content | null,
  mine: Content,
  theirs: Content | null,
): Pick<Settled<Content>, 'merged' | 'conflicts'> {
  if (theirs === null || equal(mine, theirs) || (base !== null && equal(base, theirs)))
    return { merged: mine, conflicts: [] };
  const { merged, conflicts } = mergeThreeWay({ base: base ?? undefined, mine, theirs });
  return { merged: merged as Content, conflicts: conflicts.map(({ pointer }) => pointer) };
}

/** What both say at one place. */
export interface Differing {
  pointer: string;
  mine: unknown;
  theirs: unknown;
}

/** Where both say something, and not the same: what only one of them says is no difference. */
function differing(mine: unknown, theirs: unknown): Differing[] {
  return mergeThreeWay({ base: undefined, mine, theirs }).conflicts.map((conflict) => ({
    pointer: conflict.pointer,
    mine: conflict.mine,
    theirs: conflict.theirs,
  }));
}

/** What was stored where the import speaks now, and what the document was called. */
export interface Replaced {
  name: string;
  texts: { pointer: string; value: unknown }[];
}

export function replacedIn<Content extends { name: string }>(mine: Content, merged: Content): Replaced {
  const texts = differing(mine, merged).map(({ pointer, mine: value }) => ({ pointer, value }));
  return { name: mine.name, texts };
}
