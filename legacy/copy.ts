import { plain } from './plain-text.ts';
import type { Path } from './sketch.ts';
import {
  elementsOf,
  isBlank,
  isObject,
  type JsonObject,
  membersOf,
  quarantine,
  type Spot,
  storable,
} from './spot.ts';

/** A value in the form that jsonb gives back as it is, and where in it each leaf of the source stands. */
export interface Copy {
  /** undefined when nothing of it can be kept. */
  readonly value: unknown;
  readonly places: readonly Place[];
}

/** What cannot be kept at all (prototype keys, far too deep) is quarantined on the way. */
export function copyOf(spot: Spot, depth: number): Copy {
  const places: Place[] = [];
  return { value: storedForm(spot, { places, at: [], depth }), places };
}

export const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Place {
  readonly leaf: Spot;
  readonly at: Path;
}

interface Copying {
  readonly places: Place[];
  readonly at: Path;
  readonly depth: number;
}

/** A person can still patch a document of this depth through the API, which reads 64 levels. */
const documentDepthMax = 40;

function storedForm(spot: Spot, copying: Copying): unknown {
  const { places, at, depth } = copying;
  if (at.length + depth > documentDepthMax) {
    quarantine(spot, 'too-deep');
    return undefined;
  }
  if (isObject(spot.value) && !isBlank(spot.value)) return objectOf(spot, copying);
  if (Array.isArray(spot.value) && !isBlank(spot.value)) return listOf(spot, copying);
  places.push({ leaf: spot, at });
  if (Array.isArray(spot.value)) return [];
  return isObject(spot.value) ? {} : storable(spot);
}

function listOf(spot: Spot, copying: Copying): unknown[] | undefined {
  const list: unknown[] = [];
  for (const element of elementsOf(spot)) {
    const value = storedForm(element, { ...copying, at: [...copying.at, list.length] });
    if (value !== undefined) list.push(value);
  }
  return list.length > 0 ? list : undefined;
}

function objectOf(spot: Spot, copying: Copying): JsonObject | undefined {
  const object: JsonObject = {};
  for (const member of membersOf(spot)) {
    if (prototypeKeys.has(member.token)) {
      quarantine(member, 'prototype-key');
      continue;
    }
    let name = plain(member.token);
    while (Object.hasOwn(object, name)) name += "'";
    const value = storedForm(member, { ...copying, at: [...copying.at, name] });
    if (value !== undefined) object[name] = value;
  }
  return isBlank(object) ? undefined : object;
}
