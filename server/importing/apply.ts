import { type Because, type EntityKind, entityKinds, priorityRank, seniorityRank } from '@blossomer/contract';
import type { PlannedEntity } from '@blossomer/legacy';
import { equal } from '@blossomer/merge';
import type { Transaction } from '../database.ts';
import type { Statement } from '../segment.ts';
import { goesHome, type Home, homeOf, type Moving } from './homes.ts';
import { moveTo } from './move.ts';
import { overlay } from './overlay.ts';
import { portions } from './rows-as-text.ts';
import { type Differing, type Keeping, type Replaced, replacedIn, settled } from './settling.ts';

export interface Outcome {
  kind: EntityKind;
  id: string;
  result: 'created' | 'updated' | 'unchanged' | 'recovered';
  /** Pointers into the resource where the person's edit was kept and the import says something else. */
  conflicts: string[];
  /** Where both speak, and not the same, before anything was settled: `mine` is stored. */
  differs?: readonly Differing[];
  replaced?: Replaced;
  /** The version that was written; absent where nothing was. */
  version?: number;
  /** The person deleted it, or what it belongs to, and it was left alone. */
  inTrash?: boolean;
  /** Where it belongs in the end, and why. */
  parents: PlannedEntity['parents'];
  because: Because | null;
  /** Where it belonged before, when the import moved it. */
  movedFrom?: PlannedEntity['parents'];
  /** What the document says in the end, where that is not what the plan says. */
  final?: Content;
  /** What later imports compare with, where that is not the plan itself. */
  base?: Base;
}

/** As the last import that stands meant a document. */
interface Base {
  planned: Content | null;
  home: Home | null;
  sources: Record<string, string>;
  generation: number;
}

/**
 * Writes what the plan says, parents first. Keyed by `kind id`. What is not there yet, which is most of a first import,
 * goes in with as few round trips as it has megabytes; then what was there is looked at.
 */
export async function applyEntities(
  tx: Transaction,
  userId: string,
  planned: readonly PlannedEntity[],
  moving: Moving,
  keeping: Keeping,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const entities = moving.isFirst ? planned : await belowStoredPersonas(tx, planned);
  const created = await insertMissing(tx, userId, entities);
  for (const kind of entityKinds) {
    const there = entities.filter((entity) => entity.kind === kind && !created.has(placeOf(entity)));
    for (let start = 0; start < there.length; start += rowsAtOnce) {
      const batch = there.slice(start, start + rowsAtOnce).map((entity) => belowPersona(entity, outcomes));
      for (const outcome of await updateStored(tx, kind, batch, moving, keeping))
        outcomes.set(placeOf(outcome), outcome);
    }
    for (const entity of entities) {
      const version = entity.kind === kind ? created.get(placeOf(entity)) : undefined;
      if (version === undefined) continue;
      const { id, recovered, because, parents } = belowPersona(entity, outcomes);
      const result = recovered ? 'recovered' : 'created';
      outcomes.set(placeOf(entity), { kind, id, result, conflicts: [], version, parents, because });
    }
  }
  return outcomes;
}

/** An e-mail is in the account of its persona, which may be stored in another than the plan has it. */
async function belowStoredPersonas(
  tx: Transaction,
  planned: readonly PlannedEntity[],
): Promise<readonly PlannedEntity[]> {
  const ids = planned.filter(({ kind }) => kind === 'persona').map(({ id }) => id);
  if (ids.length === 0) return planned;
  const stored = await tx.query(
    'select id::text, account_id::text from personas where id = any($1::uuid[])',
    [`{${ids.join(',')}}`],
  );
  const accounts = new Map(stored.map(([id, accountId]) => [String(id), String(accountId)]));
  return planned.map((entity) => inAccount(entity, accounts.get(entity.parents.personaId ?? '')));
}

function belowPersona(entity: PlannedEntity, outcomes: ReadonlyMap<string, Outcome>): PlannedEntity {
  return inAccount(entity, outcomes.get(`persona ${entity.parents.personaId}`)?.parents.accountId);
}

function inAccount(entity: PlannedEntity, accountId: string | undefined): PlannedEntity {
  if (entity.kind !== 'campaign' || accountId === undefined) return entity;
  return accountId === entity.parents.accountId
    ? entity
    : { ...entity, parents: { ...entity.parents, accountId } };
}

const rowsAtOnce = 500;
const bytesAtOnce = 1_000_000;

function placeOf({ kind, id }: { kind: EntityKind; id: string }): string {
  return `${kind} ${id}`;
}

interface KindOfRow {
  table: string;
  insert: string;
  /** Columns beside user_id, id, name, data and created_at, with their types. */
  columns: Readonly<Record<string, string>>;
  values: (entity: PlannedEntity) => Record<string, unknown>;
  /** Members of the resource that an import may change later. */
  changeable: readonly ('url' | 'type' | 'status')[];
}

const kinds: Record<EntityKind, Omit<KindOfRow, 'insert'>> = {
  company: {
    table: 'companies',
    columns: { url: 'text' },
    values: ({ url }) => ({ url: url ?? '' }),
    changeable: ['url'],
  },
  account: {
    table: 'accounts',
    columns: { company_id: 'uuid', priority_rank: 'smallint' },
    values: ({ parents, data }) => ({
      company_id: parents.companyId,
      priority_rank: priorityRank((data as { buyingSignals?: never[] }).buyingSignals),
    }),
    changeable: [],
  },
  persona: {
    table: 'personas',
    columns: { account_id: 'uuid', seniority_rank: 'smallint', priority_rank: 'smallint' },
    values: ({ parents, data }) => {
      const persona = data as { buyingSignals?: never[]; demographics?: { seniority?: string[] } };
      return {
        account_id: parents.accountId,
        seniority_rank: seniorityRank(persona.demographics?.seniority),
        priority_rank: priorityRank(persona.buyingSignals),
      };
    },
    changeable: [],
  },
  campaign: {
    table: 'campaigns',
    columns: { account_id: 'uuid', persona_id: 'uuid', type: 'text', status: 'text' },
    values: ({ parents, type, status }) => ({
      account_id: parents.accountId,
      persona_id: parents.personaId,
      type: type ?? 'email',
      status: status ?? 'draft',
    }),
    changeable: ['type', 'status'],
  },
};

const rows = Object.fromEntries(
  entityKinds.map((kind) => [
    kind,
    { ...kinds[kind], insert: insertOf(kinds[kind].table, kinds[kind].columns) },
  ]),
) as Record<EntityKind, KindOfRow>;

/** What was not there before, by `kind id`, each with the version that it got. */
async function insertMissing(
  tx: Transaction,
  userId: string,
  entities: readonly PlannedEntity[],
): Promise<Map<string, number>> {
  const created = new Map<string, number>();
  let waiting: { kind: EntityKind; statement: Statement }[] = [];
  let bytesWaiting = 0;
  async function send(): Promise<void> {
    const results = await tx.run(...waiting.map(({ statement }) => statement));
    for (const [index, { kind }] of waiting.entries()) {
      for (const [id, version] of results[index] ?? [])
        created.set(placeOf({ kind, id: String(id) }), Number(version));
    }
    waiting = [];
    bytesWaiting = 0;
  }
  for (const kind of entityKinds) {
    const ofKind = entities.filter((entity) => entity.kind === kind);
    for (const { bytes } of portions(ofKind, rowText)) {
      if (bytesWaiting + bytes.length > bytesAtOnce && waiting.length > 0) await send();
      const { insert } = rows[kind];
      waiting.push({ kind, statement: { name: `import.${kind}`, text: insert, values: [userId, bytes] } });
      bytesWaiting += bytes.length;
    }
  }
  if (waiting.length > 0) await send();
  return created;
}

function rowText(entity: PlannedEntity): string {
  const { id, name, data, createdAt: created_at } = entity;
  return JSON.stringify({ id, name, data, created_at, ...rows[entity.kind].values(entity) });
}

function insertOf(table: string, columns: Readonly<Record<string, string>>): string {
  const names = ['id', 'name', 'data', 'created_at', ...Object.keys(columns)];
  const types = ['id uuid', 'name text', 'data jsonb', 'created_at timestamptz'];
  const typed = [...types, ...Object.entries(columns).map(([name, type]) => `${name} ${type}`)];
  return `insert into ${table} (user_id, ${names.join(', ')})
    select $1, ${names.map((name) => (name === 'created_at' ? 'coalesce(created_at, now())' : name)).join(', ')}
    from jsonb_to_recordset($2::text::jsonb) as planned(${typed.join(', ')})
    on conflict do nothing returning id::text, version`;
}

/**
 * What is there already takes over what the source changed since the import before, leaf by leaf, where the person
 * has not edited since; an edit stays and is reported as a conflict.
 */
async function updateStored(
  tx: Transaction,
  kind: EntityKind,
  batch: readonly PlannedEntity[],
  moving: Moving,
  keeping: Keeping,
): Promise<Outcome[]> {
  const stored = await storedAndBase(tx, kind, batch);
  const going = batch.filter((entity) => {
    const it = stored.get(entity.id);
    return it !== undefined && goesHome(entity, it.parents, it.base?.home ?? null, moving);
  });
  const moved = await moveTo(
    tx,
    kind,
    going.map(({ id, parents }) => ({ id, to: parents })),
  );
  const updates: Statement[] = [];
  const outcomes = batch.flatMap((entity): Outcome[] => {
    const it = stored.get(entity.id);
    if (it === undefined) return [];
    const version = moved.get(entity.id) ?? it.version;
    const how = { isMoved: moved.has(entity.id), keep: keeping.get(entity.id) };
    return [updateOne(entity, { ...it, version }, how, updates)];
  });
  if (updates.length > 0) await tx.run(...updates);
  return outcomes;
}

function updateOne(
  entity: PlannedEntity,
  { version, mine, parents, base }: Stored,
  { isMoved, keep }: { isMoved: boolean; keep: 'stored' | 'imported' | undefined },
  updates: Statement[],
): Outcome {
  const { kind, id } = entity;
  const planned = contentOf(entity);
  const { theirs, next } = meant(entity, planned, base);
  const sides = { base: base?.planned ?? null, mine, theirs, planned };
  const { merged, conflicts, differs } = settled(sides, keep);
  const changed = !equal(merged, mine);
  if (changed) updates.push(updateOf(kind, { id, version }, merged));
  const stays = !isMoved && !equal(parents, entity.parents);
  return {
    kind,
    id,
    result: changed || isMoved ? 'updated' : 'unchanged',
    conflicts,
    differs,
    ...(changed ? { replaced: replacedIn(mine, merged) } : {}),
    ...(changed ? { version: version + 1 } : {}),
    ...(isMoved ? { movedFrom: parents } : {}),
    parents: isMoved ? entity.parents : parents,
    because: stays ? 'stored' : entity.because,
    ...(equal(merged, planned) ? {} : { final: merged }),
    base: { ...next, ...ofSource(entity, base), home: stays ? (base?.home ?? null) : homeOf(entity) },
  };
}

/**
 * An export of ours that comes back holds the person's own edits and is no word of the source: what the source said before
 * stays the base against which edits are told.
 */
function ofSource({ carried }: PlannedEntity, base: Base | null): Partial<Base> {
  return carried && base?.planned ? { planned: base.planned, generation: base.generation } : {};
}

/**
 * What the import wants of a stored document. What others only remember of it, or an earlier import told, changes
 * nothing; an older copy of it adds what the newer one lacks.
 */
function meant(
  entity: PlannedEntity,
  planned: Content,
  base: Base | null,
): { theirs: Content | null; next: Base } {
  const own = { planned, home: homeOf(entity), sources: {}, generation: entity.generation };
  if (entity.recovered || !entity.isFromDump)
    return { theirs: null, next: { ...own, generation: 0, planned: null, ...base } };
  if (base === null || base.planned === null || entity.generation >= base.generation)
    return { theirs: planned, next: own };
  const theirs = overlay(base.planned, planned) as Content;
  return { theirs, next: { ...own, planned: theirs, generation: base.generation, sources: base.sources } };
}

/** The part of a resource that an import speaks about; parents are settled when the row is made. */
export type Content = { name: string; data: Record<string, unknown> } & Record<string, unknown>;

export function contentOf(entity: PlannedEntity): Content {
  const own = rows[entity.kind].changeable.map((field) => [field, rows[entity.kind].values(entity)[field]]);
  return { name: entity.name, ...Object.fromEntries(own), data: entity.data as Record<string, unknown> };
}

interface Stored {
  version: number;
  mine: Content;
  parents: Home['parents'];
  /** null when no import that stands meant it. */
  base: Base | null;
}

async function storedAndBase(tx: Transaction, kind: EntityKind, batch: readonly PlannedEntity[]) {
  const found = await tx.query(
    `select stored.id::text, stored.version, ${contentJson(kind)}, ${parentsJson[kind]},
        json_build_object('planned', base.planned, 'home', base.home, 'sources', coalesce(base.sources, '{}'),
          'generation', coalesce(base.generation, 0))::text, base.planned is not null
      from ${rows[kind].table} stored left join lateral (
        select entry.planned, entry.home, entry.sources, entry.generation
        from import_entries entry join imports on imports.user_id = entry.user_id and imports.id = entry.import_id
        where entry.user_id = stored.user_id and entry.kind = $1 and entry.entity_id = stored.id
          and entry.planned is not null
          and not exists (select from import_undos undo
            where undo.user_id = entry.user_id and undo.import_id = entry.import_id)
        order by imports.created_at desc, imports.id desc limit 1) base on true
      where stored.id = any($2::uuid[]) for update of stored`,
    [kind, `{${batch.map(({ id }) => id).join(',')}}`],
  );
  return new Map(
    found.map(([id, version, mine, parents, base, hasBase]): [string, Stored] => [
      String(id),
      {
        version: Number(version),
        mine: JSON.parse(mine ?? '{}'),
        parents: JSON.parse(parents ?? '{}'),
        base: hasBase === 't' ? JSON.parse(base ?? 'null') : null,
      },
    ]),
  );
}

/** SQL for the parents of a row called `stored`, as JSON text. */
export const parentsJson: Record<EntityKind, string> = {
  company: "'{}'",
  account: "json_build_object('companyId', stored.company_id)::text",
  persona: "json_build_object('accountId', stored.account_id)::text",
  campaign: "json_build_object('accountId', stored.account_id, 'personaId', stored.persona_id)::text",
};

/** SQL for the content of a row called `stored`, as JSON text. */
export function contentJson(kind: EntityKind): string {
  const own = rows[kind].changeable.map((field) => `'${field}', stored.${field}, `).join('');
  return `json_build_object('name', stored.name, ${own}'data', stored.data)::text`;
}

export async function updateContent(
  tx: Transaction,
  kind: EntityKind,
  written: { id: string; version: number },
  content: Content,
): Promise<void> {
  await tx.run(updateOf(kind, written, content));
}

function updateOf(
  kind: EntityKind,
  { id, version }: { id: string; version: number },
  content: Content,
): Statement {
  const { table, columns, values, changeable } = rows[kind];
  const next: Record<string, unknown> = { ...values({ parents: {}, ...content } as never), ...content };
  const ranks = Object.keys(columns).filter((column) => column.endsWith('_rank'));
  const changing = ['name', ...changeable, ...ranks, 'data'];
  return {
    text: `update ${table} set ${changing.map((column, index) => `${column} = $${index + 3}`).join(', ')}
      where id = $1 and version = $2`,
    values: [
      id,
      version,
      ...changing.map((column) => (column === 'data' ? JSON.stringify(next.data) : String(next[column]))),
    ],
  };
}
