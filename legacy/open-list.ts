import type { Reading } from './reading.ts';
import { listIn, type Path } from './sketch.ts';

export interface List {
  readonly reading: Reading;
  readonly path: Path;
  /** Texts or item ids, each with its index. */
  readonly known: Map<string, number>;
  /** A list that an earlier source filled stays as it is: what it lacks is kept beside it. */
  readonly isNew: boolean;
}

export function openList(reading: Reading, path: Path): List {
  const known = listIn(reading.sketch, path);
  return { reading, path, known, isNew: known.size === 0 };
}
