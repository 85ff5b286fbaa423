import type { EntityKind } from '@blossomer/contract';
import type { Carried } from './carried.ts';
import { addFinding, quoted } from './findings.ts';
import { digest, sourceIdOf } from './ids.ts';
import { canonical } from './plain-text.ts';
import type { Work } from './reading.ts';
import { newSketch, type Sketch } from './sketch.ts';
import { claimAbsent, isObject, type JsonObject, quarantine, type Spot, saysNothing } from './spot.ts';

/** The entity with this source id: the one that another slot has begun already, or a new one. */
export function entityOf(work: Work, wanted: Wanted): { sketch: Sketch; isNew: boolean } {
  const { kind, sourceId } = wanted;
  const register = registerOf(work, kind);
  // No source id has U+0000 in it: one that looks like an id of ours is another document.
  const name = wanted.id === undefined ? sourceId : `\0${wanted.id}`;
  const made = newSketch(work.userId, wanted);
  const known = register.get(name) ?? work.byId.get(`${kind} ${made.id}`);
  if (known !== undefined) return { sketch: known, isNew: false };
  register.set(name, made);
  work.byId.set(`${kind} ${made.id}`, made);
  return { sketch: made, isNew: true };
}

/** `id`: of a document that an export names by it. */
type Wanted = Pick<Sketch, 'kind' | 'sourceId' | 'oldId' | 'parent'> & { id?: string };

/** What an export says of the identity of a document goes before what the old shape says. */
export function identityOf(
  carried: Carried | undefined,
  sourceId: () => string,
): Pick<Wanted, 'id' | 'sourceId'> {
  if (carried === undefined) return { sourceId: sourceId() };
  return carried.sourceId === undefined
    ? { id: carried.id, sourceId: carried.id }
    : { sourceId: carried.sourceId };
}

/** Lets what lies below it in an export find it. */
export function answerToCarried(work: Work, sketch: Sketch, carried: Carried | undefined): void {
  if (carried !== undefined) answerTo(work, sketch, `\0${carried.id}`);
}

export function carriedParent(work: Work, kind: EntityKind, id: string | undefined): Sketch | undefined {
  return id === undefined ? undefined : withOldId(work, kind, `\0${id}`)[0];
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
