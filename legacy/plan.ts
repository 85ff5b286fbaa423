import type { Finding, LeafClass } from '@blossomer/contract';
import { readAccounts, tellSameNames } from './accounts.ts';
import { readCampaigns } from './campaigns.ts';
import { readCompany } from './companies.ts';
import { readDraft } from './drafts.ts';
import { envelopeIn } from './envelopes.ts';
import { attachAccounts } from './homes.ts';
import { digest } from './ids.ts';
import { compareKeys, rootOf } from './keys.ts';
import { entitiesOf, type PlannedEntity } from './planned-entities.ts';
import { newWork, type Work } from './reading.ts';
import { findingsOf, type PlannedLeaf, receiptOf, totalsOf } from './receipt.ts';
import type { Sketch } from './sketch.ts';
import { openSource, type Source } from './source.ts';
import { claimAll, isObject, quarantine, type Spot } from './spot.ts';

export interface PlanInput {
  /** What localStorage held: each key with its string, or with that string parsed. */
  dump: Record<string, unknown>;
  userId: string;
  /** ISO, the only clock. */
  now: string;
}

export interface Plan {
  /** Parents before children. */
  entities: PlannedEntity[];
  leaves: PlannedLeaf[];
  totals: { leaves: number; classes: Partial<Record<LeafClass, number>> };
  findings: Finding[];
  sources: PlannedSource[];
}

export interface PlannedSource {
  key: string;
  /** Verbatim; it may hold U+0000 and lone surrogates. Empty for a refused key. */
  raw: string;
  /** Of the UTF-8 bytes, or of the ASCII form of a string that UTF-8 cannot write. Empty for a refused key. */
  sha256: string;
  refused: boolean;
}

/** What an import of this dump makes, and what becomes of each of its leaves. The same input gives the same plan. */
export function plan({ dump, userId, now }: PlanInput): Plan {
  const work = newWork(userId, now);
  const keys = Object.keys(dump).sort(compareKeys);
  const sources = keys.map((key) => openSource(key, dump[key]));
  readAll(sources, work);
  const entities = entitiesOf(work);
  const leaves = receiptOf(sources);
  return {
    entities,
    leaves,
    totals: totalsOf(leaves),
    findings: [...work.findings, ...findingsOf(sources, leaves)],
    sources: sources.map(({ key, raw, fault }) => {
      const refused = fault === 'secret';
      return { key, raw, sha256: refused ? '' : digest(raw), refused };
    }),
  };
}

/** Parents before children: whoever names another finds it, or knows that it is gone. */
function readAll(sources: readonly Source[], work: Work): void {
  const roots = sources.flatMap((source) => rootsOf(source));
  const drafts = roots.flatMap(([source, root]) =>
    source.family === 'draft' ? (envelopeIn(source, root) ?? []) : [],
  );
  for (const [{ family }, root] of roots) if (family === 'company') readCompany(root, work);
  const current = work.companies.values().next().value;
  for (const [{ family }, root] of roots) if (family === 'accounts') readAccounts(root, work);
  for (const kind of ['company', 'account', 'persona'] as const) {
    for (const draft of drafts) if (draft.kind === kind) readDraft(draft, work);
  }
  for (const [{ family }, root] of roots) if (family === 'campaigns') readCampaigns(root, work);
  for (const draft of drafts) if (draft.kind === 'campaign') readDraft(draft, work);
  attachAccounts(work, current ?? onlyOne(work.companies));
  tellSameNames(work);
}

/** The root of a key that holds work; of any other its leaves are claimed. */
function rootsOf(source: Source): [Source, Spot][] {
  const { family, root } = source;
  if (root === undefined) return [];
  if (family === 'preference') claimAll(root, { class: 'preference' });
  else if (family === 'unknown') quarantine(root, 'unknown-key');
  else if (!hasRoot(root.value, rootOf(family))) quarantine(root, 'wrong-root');
  else if (family === 'draft-index') claimAll(root, { class: 'structural' });
  else return [[source, root]];
  return [];
}

function onlyOne(companies: Work['companies']): Sketch | undefined {
  return companies.size === 1 ? companies.values().next().value : undefined;
}

function hasRoot(value: unknown, root: ReturnType<typeof rootOf>): boolean {
  if (root === 'any') return true;
  return root === 'array' ? Array.isArray(value) : isObject(value);
}
