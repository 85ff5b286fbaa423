import { personPrefix } from '../people.ts';

/** People of one round: nobody of an earlier one, so that all their work is new. */
export interface People {
  /** Their ids, which sort like their numbers. */
  ids: string[];
  first: string;
  last: string;
}

const firstOfAll = 200_000_001;
const roundsApart = 100_000;

export function peopleOf(round: number, count: number): People {
  const first = firstOfAll + round * roundsApart;
  const ids = Array.from({ length: count }, (_, index) => `${personPrefix}${first + index}`);
  return { ids, first: ids[0] ?? '', last: ids.at(-1) ?? '' };
}

/** Somebody who reads while others import, and somebody with a large dump. */
export const reader = `${personPrefix}100000001`;
export const ownerOfLarge = (round: number) => `${personPrefix}${300_000_001 + round}`;
