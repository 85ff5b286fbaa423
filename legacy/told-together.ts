import type { Finding } from '@blossomer/contract';
import { placeOf } from './findings.ts';
import { plain } from './plain-text.ts';

/** One place that a finding is about. */
export interface Place {
  code: string;
  key: string;
  pointer: string;
}

/** One finding for each code and key, in the order of the first places: a preview is read, a flood is not. */
export function gathered(
  places: readonly Place[],
  sentence: (code: string, count: number, key: string) => string,
): Finding[] {
  const groups = new Map<string, { code: string; key: string; pointers: string[]; count: number }>();
  for (const { code, key, pointer } of places) {
    const name = `${code} ${key}`;
    const group = groups.get(name) ?? { code, key, pointers: [], count: 0 };
    groups.set(name, group);
    group.count += 1;
    if (group.pointers.length < pointersTold) group.pointers.push(plain(pointer));
  }
  return [...groups.values()].map(({ code, key, pointers, count }) => ({
    code,
    message: sentence(code, count, key),
    ...placeOf(key, pointers[0] ?? ''),
    pointers,
    count,
  }));
}

const pointersTold = 5;
