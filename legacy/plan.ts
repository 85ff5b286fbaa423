import type { Because, Finding, ImportDecisions, LeafClass } from '@blossomer/contract';
import { readAccounts, tellSameNames } from './accounts.ts';
import { readCampaigns, rememberAccountsOf } from './campaigns.ts';
import { type DecisionFault, type KeptDecisions, newChoices } from './choices.ts';
import { readCompany } from './companies.ts';
import { readDraft, rememberAccountOf } from './drafts.ts';
import { type Envelope, envelopeIn } from './envelopes.ts';
import { attachAccounts } from './homes.ts';
import { digest } from './ids.ts';
import { compareKeys, rootOf } from './keys.ts';
import { mergeAccounts, speakOfDecided } from './merges.ts';
import { entitiesOf, type PlannedEntity } from './planned-entities.ts';
import { newWork, type Work } from './reading.ts';
import { findingsOf, type PlannedLeaf, receiptOf, totalsOf } from './receipt.ts';
import { findingsOfRepairs, noteLocalDates } from './repairs.ts';
import { newSketch, type Sketch } from './sketch.ts';
import { openSource, type Source } from './source.ts';
import { claimAll, isObject, quarantine, type Spot } from './spot.ts';

export interface PlanInput {
  /** What localStorage held: each key with its string, or with that string parsed. */
  dump: Record<string, unknown>;
  userId: string;
  /** ISO, the only clock. */
  now: string;
  /** What this request decides. */
  decisions?: ImportDecisions | undefined;
  known?: Known | undefined;
}

/** What earlier imports of the same person, which stand, have to say. */
export interface Known {
  /** The last string of each key that this dump does not have: links may lead there. Their leaves are not counted. */
  context: Record<string, string>;
  decisions: KeptDecisions;
  /** Companies of the person that a decision may name, by what is stored of them. */
  companies: readonly { id: string; name: string }[];
}

export interface Plan {
  /** Parents before children. */
  entities: PlannedEntity[];
  /** Ids of what earlier imports alone told of, and still would. */
  others: string[];
  /** Decisions that name what is not there; then nothing may be written. */
  faults: DecisionFault[];
  /** What to keep of this request's decisions for later imports; null when it made none. */
  decisions: KeptDecisions | null;
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
export function plan({ dump, userId, now, decisions, known }: PlanInput): Plan {
  const companies = (known?.companies ?? []).map(
    (company) => [company.id, storedCompany(userId, company)] as const,
  );
  const work = newWork(userId, now, newChoices(decisions, known?.decisions, new Map(companies)));
  const context = Object.entries(known?.context ?? {}).filter(([key]) => !Object.hasOwn(dump, key));
  const all = [
    ...Object.keys(dump).map((key) => openSource(key, dump[key])),
    ...context.map(([key, raw]) => openSource(key, raw, true)),
  ].sort((one, other) => compareKeys(one.key, other.key));
  readAll(all, work);
  const { entities, others } = entitiesOf(work);
  const sources = all.filter(({ isContext }) => !isContext);
  const leaves = receiptOf(sources);
  return {
    entities,
    others,
    faults: work.choices.faults,
    decisions: keptOf(decisions, entities, work),
    leaves,
    totals: totalsOf(leaves),
    findings: [...aboutThese(work, entities), ...findingsOfRepairs(work), ...findingsOf(sources, leaves)],
    sources: sources.map(({ key, raw, fault }) => {
      const refused = fault === 'secret';
      return { key, raw, sha256: refused ? '' : digest(raw), refused };
    }),
  };
}

function storedCompany(userId: string, { id, name }: { id: string; name: string }): Sketch {
  const wanted = { kind: 'company', sourceId: id, oldId: undefined, parent: undefined } as const;
  return { ...newSketch(userId, wanted), id, resource: { name, data: {} } };
}

/** Without what concerns only documents that earlier imports told of. */
function aboutThese({ findings }: Work, entities: readonly PlannedEntity[]): Finding[] {
  const ids = new Set(entities.map(({ id }) => id));
  return findings.filter(({ entity }) => entity === undefined || ids.has(entity.id));
}

/** What is in the trash may come back now; that says nothing of what will be there later. */
function keptOf(
  decisions: ImportDecisions | undefined,
  entities: readonly PlannedEntity[],
  { choices }: Work,
): KeptDecisions | null {
  const { mergeAccounts: merges, restoreTrashed: _, ...others } = decisions ?? {};
  const sourceIds = new Map(entities.map(({ id, sourceId }) => [id, sourceId]));
  const kept: KeptDecisions = {
    ...others,
    ...(merges === undefined
      ? {}
      : {
          mergeAccounts: merges.map((merge) => ({ ...merge, intoSourceId: sourceIds.get(merge.into) ?? '' })),
          joinedPersonas: [...choices.joinedPersonas],
        }),
  };
  return Object.values(kept).some((decision) => decision !== undefined) ? kept : null;
}

/** Parents before children: whoever names another finds it, or knows that it is gone. */
function readAll(sources: readonly Source[], work: Work): void {
  const roots = sources.flatMap((source) => rootsOf(source));
  const drafts = roots.flatMap(([source, root]) =>
    source.family === 'draft' ? (envelopeIn(source, root) ?? []) : [],
  );
  for (const [{ family }, root] of roots) if (family === 'company') readCompany(root, work);
  const overview = work.companies.values().next().value;
  for (const [{ family }, root] of roots) if (family === 'accounts') readAccounts(root, work);
  for (const kind of ['company', 'account', 'persona'] as const) {
    for (const draft of drafts) if (draft.kind === kind) readDraft(draft, work);
    if (kind === 'account') mergeAll(work, roots, drafts);
  }
  for (const [{ family }, root] of roots) if (family === 'campaigns') readCampaigns(root, work);
  for (const draft of drafts) if (draft.kind === 'campaign') readDraft(draft, work);
  attachAccounts(work, overview ?? onlyOne(work.companies), becauseOf(overview));
  speakOfDecided(work);
  tellSameNames(work);
  noteLocalDates(work);
}

function mergeAll(work: Work, roots: readonly [Source, Spot][], drafts: readonly Envelope[]): void {
  if (work.choices.merges.size === 0) return;
  for (const draft of drafts) rememberAccountOf(draft, work);
  for (const [{ family }, root] of roots) if (family === 'campaigns') rememberAccountsOf(root, work);
  mergeAccounts(work);
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

function becauseOf(overview: Sketch | undefined): Because {
  if (overview === undefined) return 'only-company';
  return overview.keys.has('dashboard_overview') ? 'overview' : 'older-overview';
}

function onlyOne(companies: Work['companies']): Sketch | undefined {
  return companies.size === 1 ? companies.values().next().value : undefined;
}

function hasRoot(value: unknown, root: ReturnType<typeof rootOf>): boolean {
  if (root === 'any') return true;
  return root === 'array' ? Array.isArray(value) : isObject(value);
}
