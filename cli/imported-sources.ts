import { createHash } from 'node:crypto';
import { type Client, type ImportView, imports } from '@blossomer/contract';
import { toAscii } from '@blossomer/json';
import type { PlannedSource } from '@blossomer/legacy';

/** The keys of a dump whose strings, byte for byte, came with an import of this person that stands. */
export async function importedSources(
  client: Client,
  standing: readonly ImportView[],
  sources: readonly PlannedSource[],
): Promise<Set<string>> {
  const wanted = new Map(sources.filter(({ refused }) => !refused).map((source) => [source.key, source]));
  const found = new Set<string>();
  for (const { id, sources: brought } of standing) {
    if (found.size === wanted.size) break;
    const named = brought.filter(({ key, sha256 }) => sha256 === wanted.get(key)?.sha256 && !found.has(key));
    if (named.length === 0) continue;
    // What the import says of its strings is one thing; that it gives them back is another.
    const raw = (await client(imports.raw, { params: { id } })).body;
    for (const { key } of named) {
      const text = Object.hasOwn(raw, key) ? raw[key] : undefined;
      if (text !== undefined && digestOf(text) === wanted.get(key)?.sha256) found.add(key);
    }
  }
  return found;
}

/** Of the bytes in UTF-8; of a string that UTF-8 cannot write, of its ASCII form. */
function digestOf(text: string): string {
  const writable = /\p{Cs}|\0/u.test(text) ? toAscii(text) : text;
  return createHash('sha256').update(writable, 'utf8').digest('hex');
}
