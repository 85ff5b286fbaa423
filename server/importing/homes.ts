import type { Because } from '@blossomer/contract';
import type { PlannedEntity } from '@blossomer/legacy';
import { equal } from '@blossomer/merge';

/** Where an import meant a document to be, and why. */
export interface Home {
  parents: PlannedEntity['parents'];
  because: Because | null;
  /** The parent is one that nothing but others' memories tell of. */
  recovered: boolean;
}

export interface Moving {
  /** Nothing was imported for this person before. */
  isFirst: boolean;
  /** Nothing that an earlier import read has changed: this plan can only know more. */
  addsOnly: boolean;
  /** This request decides which accounts are one. */
  mergesDecided: boolean;
}

export function homeOf({ parents, because, hasRecoveredParent }: PlannedEntity): Home {
  return { parents, because, recovered: hasRecoveredParent };
}

/**
 * Whether a stored document goes where this plan puts it. The person's word counts most: one that says so now, and one
 * that was given by moving it. Else it goes when this plan knows more than the one that put it where it is.
 */
export function goesHome(
  entity: PlannedEntity,
  stored: Home['parents'],
  base: Home | null,
  moving: Moving,
): boolean {
  if (entity.kind === 'company' || equal(stored, entity.parents)) return false;
  if (entity.isHomeDecidedNow) return true;
  if (entity.kind !== 'account' && moving.mergesDecided) return true;
  if (base === null || !equal(stored, base.parents) || !entity.isFromDump) return false;
  if (moving.addsOnly) return true;
  if (base.recovered && !entity.hasRecoveredParent) return true;
  return entity.kind === 'account' && strengthOf(entity.because) > strengthOf(base.because);
}

const byStrength: readonly (Because | null)[] = [
  null,
  'placeholder',
  'only-company',
  'older-overview',
  'overview',
  'snapshot',
  'draft-parent',
  'decision',
];

function strengthOf(because: Because | null): number {
  return byStrength.indexOf(because);
}
