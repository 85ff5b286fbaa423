import type { ImportReport } from '@blossomer/contract';
import { toAscii } from '@blossomer/json';
import type { Plan, PlannedLeaf, PlannedSource } from '@blossomer/legacy';
import type { Transaction } from '../database.ts';
import type { Statement } from '../segment.ts';
import { contentOf, type Outcome } from './apply.ts';
import { homeOf } from './homes.ts';
import type { Restored } from './restore.ts';
import { portions, utf8 } from './rows-as-text.ts';
import { type RunOfLeaves, runsOfLeaves } from './runs-of-leaves.ts';
import type { Superseded } from './supersede.ts';

export interface Receipt {
  id: string;
  label: string;
  actor: 'person' | 'admin';
  plan: Plan;
  /** The plan's, with the classes that they came to. */
  leaves: readonly PlannedLeaf[];
  outcomes: ReadonlyMap<string, Outcome>;
  report: ImportReport;
  /** Of the strings that the plan was made of, by key in ASCII. */
  digests: ReadonlyMap<string, string>;
  superseded: readonly Superseded[];
  restored: readonly Restored[];
}

/** What was imported, from which strings, and where each leaf went: enough to explain it, undo it and give it back. */
export async function keepReceipt(tx: Transaction, userId: string, receipt: Receipt): Promise<void> {
  let waiting: Statement[] = [];
  let bytesWaiting = 0;
  for (const statement of statementsOf(userId, receipt)) {
    const bytes = bytesIn(statement);
    if (bytesWaiting + bytes > bytesAtOnce && waiting.length > 0) {
      await tx.run(...waiting);
      waiting = [];
      bytesWaiting = 0;
    }
    waiting.push(statement);
    bytesWaiting += bytes;
  }
  if (waiting.length > 0) await tx.run(...waiting);
}

/** What is sent together holds up the event loop of the server. The string of a key can be more, and goes alone then. */
const bytesAtOnce = 1_000_000;

function bytesIn({ values }: Statement): number {
  return values.reduce<number>((sum, value) => sum + (value instanceof Uint8Array ? value.length : 0), 0);
}

function* statementsOf(userId: string, receipt: Receipt): Generator<Statement> {
  const { id, label, actor, plan, report } = receipt;
  // The documents are in the entries; lists of imports stay light without them.
  const { documents: _, ...summary } = report;
  const decisions = plan.decisions && JSON.stringify(plan.decisions);
  yield {
    name: 'import.report',
    text: `insert into imports (user_id, id, label, actor, report, decisions)
      values ($1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb)`,
    values: [userId, id, label, actor, utf8(JSON.stringify(summary)), decisions],
  };
  yield keepKey;
  for (const source of plan.sources) yield sourceInsert(userId, id, source);
  for (const { bytes } of portions(entriesOf(receipt), (entry) => JSON.stringify(entry)))
    yield { name: 'import.entries', text: insertEntries, values: [userId, id, bytes] };
}

/** A function in SQL is planned at each call: asked for only where there is a key. */
const keepKey: Statement = {
  name: 'import.keep-key',
  text: `select keep_idempotency_key() where coalesce(current_setting('app.idempotency_key', true), '') <> ''`,
  values: [],
};

function sourceInsert(userId: string, id: string, { key, raw, sha256, refused }: PlannedSource): Statement {
  return {
    name: 'import.source',
    text: `insert into import_sources (user_id, import_id, key, raw, sha256, refused)
      select $1, $2, $3, case when exists (select from import_sources where sha256 = $5 and raw is not null)
        then null else $4 end, $5, $6::boolean`,
    values: [userId, id, toAscii(key), refused ? null : utf8(toAscii(raw)), refused ? null : sha256, refused],
  };
}

interface Entry {
  seq: number;
  kind: string | null;
  entity_id: string | null;
  outcome: string;
  version: number | null;
  /** What its id was derived from; null for a document that was named by its own. */
  source_id?: string | null;
  planned: unknown;
  runs: RunOfLeaves[];
  home?: unknown;
  sources?: unknown;
  generation?: number;
  moved_from?: unknown;
  removed?: unknown;
}

/** One entry a document, and one a key for the leaves that went into none. */
function entriesOf({ plan, leaves: settled, outcomes, digests, ...and }: Receipt): Entry[] {
  const byPlace = new Map<string, PlannedLeaf[]>();
  for (const leaf of settled) {
    const place = leaf.target ? `${leaf.target.kind} ${leaf.target.id}` : `key ${leaf.key}`;
    const list = byPlace.get(place) ?? [];
    list.push(leaf);
    byPlace.set(place, list);
  }
  const ofDocuments = plan.entities.map((entity) => {
    const place = `${entity.kind} ${entity.id}`;
    const leaves = byPlace.get(place) ?? [];
    byPlace.delete(place);
    const is = outcomes.get(place);
    const base = is?.base ?? {
      planned: contentOf(entity),
      home: { ...homeOf(entity), parents: is?.parents ?? entity.parents },
      generation: entity.generation,
      sources: {},
    };
    return {
      kind: entity.kind,
      entity_id: entity.id,
      outcome: is?.result ?? 'unchanged',
      version: is?.version ?? null,
      source_id: entity.sourceId === entity.id ? null : entity.sourceId,
      planned: is?.inTrash ? null : base.planned,
      home: base.home,
      sources: { ...base.sources, ...sourcesOf(entity.keys, digests) },
      generation: base.generation,
      moved_from: is?.movedFrom ?? null,
      removed: is?.replaced?.texts.length ? is.replaced : null,
      leaves,
    };
  });
  const acts = [
    ...and.superseded.map(({ kind, id, row }) => actOn(kind, id, 'superseded', row)),
    ...and.restored.map(({ kind, id, name }) => actOn(kind, id, 'restored', { name })),
  ];
  const ofKeys = [...byPlace.values()].map((leaves) => ({
    kind: null,
    entity_id: null,
    outcome: 'no-document',
    version: null,
    planned: null,
    leaves,
  }));
  return [...ofDocuments, ...acts, ...ofKeys].map(({ leaves, ...entry }, seq) => ({
    seq,
    ...entry,
    runs: runsOfLeaves(leaves),
  }));
}

/** What the import did to a document that it has no leaves of. */
function actOn(kind: string, id: string, outcome: string, removed: unknown) {
  return { kind, entity_id: id, outcome, version: null, planned: null, removed, leaves: [] };
}

function sourcesOf(keys: readonly string[], digests: ReadonlyMap<string, string>): Record<string, string> {
  const ascii = keys.map((key) => toAscii(key));
  return Object.fromEntries(ascii.map((key) => [key, digests.get(key) ?? '']));
}

const insertEntries = `
  insert into import_entries (user_id, import_id, seq, kind, entity_id, outcome, version, source_id, planned, runs,
    home, sources, generation, moved_from, removed)
  select $1, $2, seq, kind, entity_id, outcome, version, source_id, nullif(planned, 'null'), runs,
    home, sources, generation, nullif(moved_from, 'null'), nullif(removed, 'null')
  from jsonb_to_recordset($3::text::jsonb) as entry(
    seq integer, kind text, entity_id uuid, outcome text, version integer, source_id text, planned jsonb, runs jsonb,
    home jsonb, sources jsonb, generation smallint, moved_from jsonb, removed jsonb)`;
