import { type EntityKind, entityKinds } from '@blossomer/contract';
import { type Family, familyOf, plan } from '@blossomer/legacy';
import { type KeptStrings, keysUnder } from './browser-storage.ts';
import { openKept } from './kept.ts';
import type { Row } from './listing.ts';
import { playgroundPrefix } from './local.ts';
import { digestOf } from './local-documents.ts';
import { allOf } from './local-tables.ts';

/**
 * Work that lies in this browser without an account: what the browser-only builds of any generation left, and the playground.
 * Only keys of these families are ever read. Secrets, preferences and what we do not know stay unread.
 */
export interface BrowserWork {
  /** Of the old builds: each key with its string, as `POST /api/imports` takes it. */
  dump: Readonly<Record<string, string>>;
  /** Of the playground, parents before children, with the ids that they keep. */
  playground: readonly { kind: EntityKind; document: Row }[];
  /** Of all of it: another one means that somebody worked on. */
  digest: string;
}

export interface WorkFacts {
  counts: Record<EntityKind, number>;
  /** ISO; null when nothing says when. */
  lastEditedAt: string | null;
  /** UTF-16 units, as browsers count their quota. */
  size: number;
  fromOldBuild: boolean;
  fromPlayground: boolean;
}

const families: ReadonlySet<Family> = new Set(['company', 'accounts', 'campaigns', 'draft', 'draft-index']);

/** null: there is nothing. */
export function findWork(storage: KeptStrings): BrowserWork | null {
  const oldKeys = keysUnder(storage, '')
    .filter((key) => families.has(familyOf(key)))
    .sort();
  const dump = Object.fromEntries(oldKeys.map((key) => [key, storage.getItem(key) ?? '']));
  const kept = openKept({ storage, prefix: playgroundPrefix });
  const playground = entityKinds.flatMap((kind) =>
    allOf(kept, kind)
      .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
      .map((document) => ({ kind, document })),
  );
  if (oldKeys.length === 0 && playground.length === 0) return null;
  return { dump, playground, digest: digestOf([dump, playground]) };
}

/** To show before anything is sent. A preview of what an import would do is the server's dry run. */
export function factsOf({ dump, playground }: BrowserWork, now = new Date()): WorkFacts {
  const planned = plan({ dump, userId: '', now: now.toISOString() }).entities;
  const counts = entityKinds.map((kind): [EntityKind, number] => [
    kind,
    [...planned, ...playground].filter((one) => one.kind === kind).length,
  ]);
  const times = [
    ...planned.map(({ createdAt }) => createdAt),
    ...playground.map(({ document }) => document.updatedAt),
  ].filter((time) => time !== null);
  const texts = [
    ...Object.entries(dump).flat(),
    ...playground.map(({ document }) => JSON.stringify(document)),
  ];
  return {
    counts: Object.fromEntries(counts) as WorkFacts['counts'],
    lastEditedAt: times.sort().at(-1) ?? null,
    size: texts.reduce((sum, text) => sum + text.length, 0),
    fromOldBuild: Object.keys(dump).length > 0,
    fromPlayground: playground.length > 0,
  };
}

/** Every key that the work lies under, and nothing else. */
export function keysOfWork(storage: KeptStrings, { dump }: BrowserWork): string[] {
  return [...Object.keys(dump), ...keysUnder(storage, playgroundPrefix)];
}
