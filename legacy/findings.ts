import type { EntityKind } from '@blossomer/contract';
import { plain } from './plain-text.ts';
import type { Work } from './reading.ts';
import type { Sketch } from './sketch.ts';
import { pointerOf, type Spot } from './spot.ts';

/** Says something that the classes of the leaves do not say. Message and pointers are fit for jsonb. */
export function addFinding(
  work: Work,
  code: string,
  message: string,
  { spot, sketch, other }: { spot?: Spot; sketch?: Sketch; other?: { kind: EntityKind; id: string } },
): void {
  if (spot?.source.isContext) return;
  work.findings.push({
    code,
    message,
    ...(spot === undefined ? {} : placeOf(spot.source.key, pointerOf(spot))),
    ...(sketch === undefined ? {} : { entity: { kind: sketch.kind, id: sketch.id } }),
    ...(other === undefined ? {} : { other: { kind: other.kind, id: other.id } }),
  });
}

/** A name as it stands in a sentence. */
export function quoted(name: string | undefined): string {
  const text = plain(name ?? '');
  return text.length <= quotedLengthMax ? `“${text}”` : `“${[...text].slice(0, quotedLengthMax).join('')}…”`;
}

export function placeOf(key: string, pointer: string): { key: string; pointer: string } {
  return { key: plain(key), pointer: plain(pointer) };
}

const quotedLengthMax = 80;
