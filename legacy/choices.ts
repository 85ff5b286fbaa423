import type { ImportDecisions, RememberedDecisions } from '@blossomer/contract';
import type { Sketch } from './sketch.ts';

/** What a person decided with earlier imports that stand, as `Plan.decisions` of those gave it to be kept. */
export type KeptDecisions = RememberedDecisions;

/** A decision that names what is not there: where in `decisions`, and a sentence. */
export interface DecisionFault {
  /** RFC 6901, into the decisions. */
  pointer: string;
  message: string;
}

/** The decisions that hold for one plan. */
export interface Choices {
  readonly importDemo: boolean;
  /** By the id of the account. */
  readonly homes: ReadonlyMap<string, Home>;
  /** By the id of the account that becomes part of another. */
  readonly merges: ReadonlyMap<string, Merge>;
  /** Companies of the person that are stored already, by id. */
  readonly companies: ReadonlyMap<string, Sketch>;
  /** Readings of merged accounts, which wait until those that they go into have been read. */
  readonly waiting: { from: string; sourceId: string; read: (into: Sketch | undefined) => void }[];
  /** By the id that they would have: accounts which only mails and drafts still name. */
  readonly recoverable: Map<string, () => Sketch>;
  /** By an id of the old build: the source id of the account that it was before the merge. */
  readonly mergedFrom: Map<string, string>;
  readonly joinedPersonas: Set<string>;
  readonly faults: DecisionFault[];
}

/** `pointer` is there when this request decides it; what was decided earlier is silently let go when it fits no more. */
interface Home {
  companyId: string;
  pointer?: string;
}

interface Merge {
  into: string;
  intoSourceId?: string;
  pointer?: string;
}

export function newChoices(
  decisions: ImportDecisions = {},
  kept: KeptDecisions = {},
  companies: ReadonlyMap<string, Sketch> = new Map(),
): Choices {
  const faults: DecisionFault[] = [];
  const merges = mergesOf(decisions, kept, faults);
  return {
    importDemo: decisions.importDemo ?? kept.importDemo ?? false,
    homes: homesOf(decisions, kept, merges, faults),
    merges,
    companies,
    waiting: [],
    recoverable: new Map(),
    mergedFrom: new Map(),
    joinedPersonas: new Set(kept.joinedPersonas),
    faults,
  };
}

/** What this request decides joins what holds already; an empty list lifts what holds. */
export function together(kept: KeptDecisions, next: KeptDecisions): KeptDecisions {
  const { importDemo = kept.importDemo, attachAccounts, mergeAccounts } = next;
  const lifted = mergeAccounts?.length === 0;
  return {
    importDemo,
    attachAccounts: joined(kept.attachAccounts, attachAccounts, ({ accountId }) => accountId),
    mergeAccounts: joined(kept.mergeAccounts, mergeAccounts, ({ from }) => from),
    // Each once, or the same decisions sent again would look like new ones.
    joinedPersonas: lifted
      ? []
      : [...new Set([...(kept.joinedPersonas ?? []), ...(next.joinedPersonas ?? [])])],
  };
}

function joined<T>(kept: readonly T[] = [], next: readonly T[] | undefined, about: (one: T) => string): T[] {
  if (next === undefined) return [...kept];
  if (next.length === 0) return [];
  return [...new Map([...kept, ...next].map((one) => [about(one), one])).values()];
}

function mergesOf(
  { mergeAccounts }: ImportDecisions,
  kept: KeptDecisions,
  faults: DecisionFault[],
): Map<string, Merge> {
  const merges = new Map<string, Merge>();
  if (mergeAccounts?.length !== 0)
    for (const { from, ...merge } of kept.mergeAccounts ?? []) merges.set(from, merge);
  for (const [index, { into, from }] of (mergeAccounts ?? []).entries()) {
    const pointer = `/mergeAccounts/${index}`;
    const before = merges.get(from);
    if (before?.pointer !== undefined && before.into !== into)
      faults.push({
        pointer: `${pointer}/from`,
        message: 'This account is merged into another one already.',
      });
    if (merges.get(into)?.pointer === undefined) merges.delete(into); // Decided the other way round before.
    merges.set(from, { into, pointer });
  }
  for (const [from, merge] of merges) {
    const next = merges.get(merge.into);
    if (merge.pointer === undefined && next !== undefined) merges.set(from, { ...merge, into: next.into });
  }
  for (const { into, pointer } of merges.values()) {
    if (pointer !== undefined && merges.has(into))
      faults.push({
        pointer: `${pointer}/into`,
        message: 'This account becomes part of another one itself; name the one that stays.',
      });
  }
  return merges;
}

function homesOf(
  { attachAccounts }: ImportDecisions,
  kept: KeptDecisions,
  merges: ReadonlyMap<string, Merge>,
  faults: DecisionFault[],
): Map<string, Home> {
  const homes = new Map<string, Home>();
  if (attachAccounts?.length !== 0)
    for (const { accountId, companyId } of kept.attachAccounts ?? []) homes.set(accountId, { companyId });
  for (const [index, { accountId, companyId }] of (attachAccounts ?? []).entries()) {
    const pointer = `/attachAccounts/${index}`;
    const before = homes.get(accountId);
    if (before?.pointer !== undefined && before.companyId !== companyId)
      faults.push({
        pointer: `${pointer}/accountId`,
        message: 'This account is attached to another company already.',
      });
    if (merges.has(accountId))
      faults.push({
        pointer: `${pointer}/accountId`,
        message: 'This account becomes part of another one; attach the one that stays.',
      });
    homes.set(accountId, { companyId, pointer });
  }
  return homes;
}
