import type { EntityKind } from '@blossomer/contract';
import { addFinding, quoted } from './findings.ts';
import { digest, sourceIdOf } from './ids.ts';
import { canonical } from './plain-text.ts';
import type { Work } from './reading.ts';
import { newSketch, type Sketch } from './sketch.ts';
import { claimAbsent, isObject, type JsonObject, quarantine, type Spot, saysNothing } from './spot.ts';

/** The entity with this source id: the one that another slot has begun already, or a new one. */
export function entityOf(
  work: Work,
  wanted: Pick<Sketch, 'kind' | 'sourceId' | 'oldId' | 'parent'>,
): { sketch: Sketch; isNew: boolean } {
  const register = registerOf(work, wanted.kind);
  const known = register.get(wanted.sourceId);
  if (known !== undefined) return { sketch: known, isNew: false };
  const sketch = newSketch(work.userId, wanted);
  register.set(wanted.sourceId, sketch);
  return { sketch, isNew: true };
}

/** Lets others find the entity by an id that it had in the old build. */
export function answerTo(work: Work, sketch: Sketch, oldId: string | undefined): void {
  if (oldId === undefined) return;
  const key = `${sketch.kind} ${oldId}`;
  const known = work.byOldId.get(key);
  if (known === undefined) work.byOldId.set(key, new Set([sketch]));
  else known.add(sketch);
}

export function withOldId(work: Work, kind: EntityKind, oldId: string | undefined): readonly Sketch[] {
  return oldId === undefined ? [] : [...(work.byOldId.get(`${kind} ${oldId}`) ?? [])];
}

/** Claims what cannot be an entity, and says whether it can. */
export function isEntity(spot: Spot): spot is Spot & { value: JsonObject } {
  if (saysNothing(spot.value)) claimAbsent(spot);
  else if (!isObject(spot.value)) quarantine(spot, 'not-an-object');
  else return true;
  return false;
}

/** The source id of an object that lost its id: what it says, so that the same object is the same entity again. */
export function sourceIdOfContent(spot: Spot): string {
  return sourceIdOf(`no-id:${digest(canonical(spot.value))}`);
}

export function addDuplicateFinding(work: Work, spot: Spot, sketch: Sketch): void {
  const name = quoted(sketch.resource.name);
  addFinding(
    work,
    'duplicate-id',
    `The ${sketch.kind} ${name} stands here a second time. Both were made one; where they differ the first is in place and the other is kept under provenance.`,
    { spot, sketch },
  );
}

function registerOf(work: Work, kind: EntityKind): Map<string, Sketch> {
  switch (kind) {
    case 'company':
      return work.companies;
    case 'account':
      return work.accounts;
    case 'persona':
      return work.personas;
    case 'campaign':
      return work.campaigns;
  }
}
