import type {
  EntityCounts,
  EntityKind,
  Finding,
  ImportedDocument,
  ImportReport,
  LeafClass,
} from '@blossomer/contract';
import { entityKinds, excerptMax, wordsOf } from '@blossomer/contract';
import type { Plan, PlannedLeaf } from '@blossomer/legacy';
import { type Content, contentOf, type Outcome } from './apply.ts';
import { settledAt } from './settle.ts';

/**
 * Leaves that the plan would have stored where the person's own edit stands now are kept on both sides; those of
 * documents in the trash are kept with the raw strings alone.
 */
export function reclassified(
  { leaves, entities }: Pick<Plan, 'leaves' | 'entities'>,
  outcomes: ReadonlyMap<string, Outcome>,
): PlannedLeaf[] {
  const planned = new Map(entities.map((entity) => [entity.id, contentOf(entity)]));
  return leaves.map((leaf) => {
    const { target } = leaf;
    if (!target) return leaf;
    const { final, conflicts = [], inTrash = false } = outcomes.get(`${target.kind} ${target.id}`) ?? {};
    if (inTrash && classesOfKept.has(leaf.class))
      return { ...leaf, class: 'quarantined', reason: 'in-trash' };
    return final === undefined ? leaf : settled(leaf, target, planned.get(target.id), final, conflicts);
  });
}

/** Where the document says the same, the leaf is there, if at another place of a list; else it is in the raw string. */
function settled(
  leaf: PlannedLeaf,
  target: NonNullable<PlannedLeaf['target']>,
  planned: Content | undefined,
  final: Content,
  conflicts: readonly string[],
): PlannedLeaf {
  if (!classesOfKept.has(leaf.class)) return leaf;
  const place = settledAt(planned, final, target.pointer);
  if (place !== undefined) return { ...leaf, target: { ...target, pointer: place } };
  const isEdited = conflicts.some((conflict) => isWithin(target.pointer, conflict));
  return { ...leaf, class: 'conflict-kept-both', reason: isEdited ? 'edited-since' : 'stored-otherwise' };
}

/** Classes that say: it is in a document now. */
const classesOfKept: ReadonlySet<LeafClass> = new Set([
  'stored',
  'escaped',
  'equal-merged',
  'conflict-kept-both',
]);

function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

export function reportOf(
  id: string,
  dryRun: boolean,
  plan: Plan,
  leaves: readonly PlannedLeaf[],
  outcomes: ReadonlyMap<string, Outcome>,
  { findings: more, forSomebodyElse }: { findings: readonly Finding[]; forSomebodyElse: boolean },
): ImportReport {
  const trashed = [...outcomes.values()].filter(({ inTrash }) => inTrash);
  const edited = [...outcomes.values()].filter(({ conflicts }) => conflicts.length > 0);
  return {
    id,
    dryRun,
    totals: { leaves: leaves.length, classes: countsByClass(leaves) },
    entities: countsByKind(outcomes),
    findings: [
      ...plan.findings,
      ...more,
      ...trashed.map(({ kind, id: entityId }) => ({
        code: 'in-trash',
        message:
          'You deleted this, or what it belongs to; it stays in the trash. Restore it and import again.',
        entity: { kind, id: entityId },
      })),
      ...edited.map(({ kind, id: entityId, conflicts }) => ({
        code: 'edited-since',
        message: `You have edited this since it was imported; your text stays (${conflicts.join(', ')}).`,
        entity: { kind, id: entityId },
      })),
    ],
    documents: documentsOf(plan, outcomes, forSomebodyElse),
  };
}

/** Parents before children, as the plan has them. Whoever brings a dump for somebody else reads no name out of theirs. */
function documentsOf(
  { entities }: Plan,
  outcomes: ReadonlyMap<string, Outcome>,
  forSomebodyElse: boolean,
): ImportedDocument[] {
  return entities.map((entity) => {
    const { kind, id } = entity;
    const is = outcomes.get(`${kind} ${id}`);
    const name = forSomebodyElse ? (entity.isFromDump ? entity.name : '') : (is?.final?.name ?? entity.name);
    const { companyId, accountId, personaId } = is?.parents ?? entity.parents;
    return {
      kind,
      id,
      name,
      result: is?.result ?? 'unchanged',
      parentId: personaId ?? accountId ?? companyId ?? null,
      ...(is?.because == null ? {} : { because: is.because }),
      conflicts: is?.conflicts ?? [],
      differs: (is?.differs ?? []).map(({ pointer, mine, theirs }) =>
        forSomebodyElse
          ? { pointer }
          : { pointer, ...excerpt('stored', mine), ...excerpt('imported', theirs) },
      ),
    };
  });
}

function excerpt(side: 'stored' | 'imported', value: unknown): Partial<Record<typeof side, string>> {
  if (value === undefined) return {};
  return {
    [side]: wordsOf(value)
      .slice(0, excerptMax)
      .replace(/[\ud800-\udbff]$/, ''),
  }; // No half a character.
}

function countsByClass(leaves: readonly PlannedLeaf[]): Partial<Record<LeafClass, number>> {
  const counts: Partial<Record<LeafClass, number>> = {};
  for (const leaf of leaves) counts[leaf.class] = (counts[leaf.class] ?? 0) + 1;
  return counts;
}

function countsByKind(outcomes: ReadonlyMap<string, Outcome>): Record<EntityKind, EntityCounts> {
  const none = (): EntityCounts => ({ created: 0, updated: 0, unchanged: 0, recovered: 0 });
  const counts = Object.fromEntries(entityKinds.map((kind) => [kind, none()])) as Record<
    EntityKind,
    EntityCounts
  >;
  for (const { kind, result } of outcomes.values()) counts[kind][result] += 1;
  return counts;
}
