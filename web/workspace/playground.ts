import { type EntityKind, entityKinds } from '@blossomer/contract';
import { type KeptStrings, keep, keysUnder } from './browser-storage.ts';
import { openKept } from './kept.ts';
import type { Row } from './listing.ts';
import { playgroundPrefix } from './local.ts';
import { allOf } from './local-tables.ts';

/** The playground as a whole: what a person may take away, or throw away. */
export function playgroundExport(storage: KeptStrings): { documents: Record<EntityKind, Row[]> } {
  const kept = openKept({ storage, prefix: playgroundPrefix });
  const documents = entityKinds.map((kind) => [kind, allOf(kept, kind)]);
  return { documents: Object.fromEntries(documents) };
}

/** With its trash; what old builds left in this browser is not touched. */
export function clearPlayground(storage: KeptStrings): void {
  for (const key of keysUnder(storage, playgroundPrefix)) keep(storage, key, null);
}
