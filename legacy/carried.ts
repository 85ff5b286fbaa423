import { carriedSchemas, type EntityKind } from '@blossomer/contract';
import { sourceIdOf } from './ids.ts';
import { keepStray, place } from './keep.ts';
import { isVerbatim, overlay } from './overlay.ts';
import { canonical } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { createdAt, structural } from './shapes.ts';
import { type Path, target, valueIn } from './sketch.ts';
import { claim, isObject, memberOf, membersOf, type Spot } from './spot.ts';

/**
 * `_gtm` in an object of an export (write/): what the old shape has no place for. It is believed as a whole or not at
 * all, since anybody can edit a file; one that is not believed is kept aside like any field that nobody knows.
 */
export interface Carried {
  readonly spot: Spot;
  /** The document's in the account that it was exported from. */
  readonly id: string;
  /** Present where that id was derived from it. */
  readonly sourceId: string | undefined;
  readonly parents: { readonly companyId?: string; readonly personaId?: string };
  /** Members that were made for the old build alone, and are as they were made. */
  readonly made: ReadonlySet<Spot>;
}

export function carriedIn(object: Spot, kind: EntityKind): Carried | undefined {
  const spot = memberOf(object, '_gtm');
  if (spot === undefined || !isObject(spot.value) || !isVerbatim(spot)) return undefined;
  const { success, data: known } = carriedSchemas[kind].safeParse(spot.value);
  if (!success || !isEqual(known, spot.value)) return undefined;
  const { id, sourceId, companyId, personaId, made } = known;
  if (sourceId !== undefined && sourceIdOf(sourceId) !== sourceId) return undefined;
  return {
    spot,
    id,
    sourceId,
    parents: {
      ...(companyId === undefined ? {} : { companyId }),
      ...(personaId === undefined ? {} : { personaId }),
    },
    made: new Set(Object.entries(made ?? {}).flatMap(([path, value]) => madeSpot(object, path, value) ?? [])),
  };
}

/** First in the table of each kind: what it puts in place, the fields of the old shape find there. */
export function carried(spot: Spot, reading: Reading): void {
  if (reading.carried?.spot !== spot) {
    keepStray(spot, reading);
    return;
  }
  reading.sketch.carried = true;
  reading.sketch.generation = lastGeneration;
  for (const member of membersOf(spot)) parts[member.token]?.(member, reading);
}

/** A schema that fills in an id or drops a member would make another document of it. */
function isEqual(known: { data?: unknown }, value: Record<string, unknown>): boolean {
  const { data } = value;
  const whole = data === undefined ? value : { ...value, data: { schemaVersion: 1, ...(data as object) } };
  return canonical(known) === canonical(whole);
}

/** `config/selectedUseCase`, inside the object. Whoever changed the value since meant it: then it is read. */
function madeSpot(object: Spot, path: string, value: string): Spot | undefined {
  const names = path.split('/');
  const spot = names.reduce<Spot | undefined>((at, name) => at && memberOf(at, name), object);
  return spot?.value === value ? spot : undefined;
}

const lastGeneration = 2;

type Part = (spot: Spot, reading: Reading) => void;

const parts: Record<string, Part> = {
  schemaVersion: (spot, { sketch }) =>
    claim(spot, { class: 'stored', target: target(sketch, ['data', 'schemaVersion']) }),
  id: becomes('id'),
  sourceId: becomes('id'),
  companyId: becomes('companyId'),
  accountId: becomes('accountId'),
  personaId: becomes('personaId'),
  name: goesTo(['name']),
  url: goesTo(['url']),
  type: goesTo(['type']),
  status: goesTo(['status']),
  createdAt,
  made: structural,
  data: (spot, reading) => overlay(spot, reading, ['data']),
};

function becomes(column: string): Part {
  return (spot, { sketch }) => claim(spot, { class: 'derived', target: target(sketch, [column]) });
}

function goesTo(path: Path): Part {
  return (spot, reading) => {
    // An empty address is a value of its own here.
    if (valueIn(reading.sketch, path) === undefined || spot.value !== '') place(spot, reading, path);
    else structural(spot);
  };
}
