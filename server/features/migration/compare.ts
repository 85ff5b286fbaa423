import {
  type Comparison,
  differencesMax,
  type EntityKind,
  type MirrorEntity,
  mirrorOrder,
  type Phase,
} from '@blossomer/contract';
import { digestOf } from '@blossomer/json';
import { uuidv7 } from 'uuidv7';
import type { Caller } from '../../caller.ts';
import { Failure } from '../../failures.ts';
import { readStanding, standingOf } from './phase.ts';
import { contentsOf, type Named, versionsIn, whereabouts } from './stored.ts';

/**
 * A mirror is compared with all that the person has here. It comes in order, so that each page covers a range of ids and
 * what the mirror lacks is found, too. What was found is kept here and not by the client; it is clean when the last page
 * closed the range, nothing differed, and nothing was written meanwhile.
 */
export interface MirrorPage {
  entities: readonly MirrorEntity[];
  more: boolean;
  session: string | null;
}

export async function comparePage(caller: Caller, page: MirrorPage, furthest: Phase): Promise<Comparison> {
  const under = await sessionOf(caller, page, furthest);
  requireOrder(page, under.after);
  const last = page.entities.at(-1);
  const range = { from: under.after, to: page.more && last ? last : null };
  const found = await differencesIn(caller, page.entities, await versionsIn(caller, range));
  const same = page.entities.length - found.ofMirror + under.same;
  const differing = found.different.length + under.differing;
  const ended = page.more
    ? await goOn(caller, under, { after: last ?? null, same, differing })
    : await conclude(caller, under, differing);
  return {
    ...ended,
    same,
    differing,
    different: found.different.slice(0, differencesMax),
    omitted: Math.max(found.different.length - differencesMax, 0),
  };
}

interface Session {
  /** null: a comparison in one page keeps nothing in between. */
  id: string | null;
  /** A new one is written down with its first page. */
  isNew: boolean;
  phase: Phase;
  /** The snapshot of the database when it began. */
  began: string;
  after: Named | null;
  same: number;
  differing: number;
}

async function sessionOf(caller: Caller, { session, more }: MirrorPage, furthest: Phase): Promise<Session> {
  const [standing = [], rows = []] = await caller.read(readStanding, {
    name: 'migration.session',
    text: `select comparing_in, comparing_from, comparing_after_kind, comparing_after_id::text, comparing_same,
        comparing_differing
      from local_work where comparing = $1::uuid and comparing_since > now() - interval '1 hour'`,
    values: [session],
  });
  const { phase } = standingOf(standing[0], furthest);
  if (phase === 'db-only') throw new Failure('phase-closed', 'In db-only there is no mirror to compare.');
  if (session === null) {
    const began = String(standing[0]?.at(-1));
    return { id: more ? uuidv7() : null, isNew: true, phase, began, after: null, same: 0, differing: 0 };
  }
  const [comparedIn, began, kind, id, same, differing] = rows[0] ?? [];
  if (comparedIn !== phase) throw lost();
  const after = { kind: kind as EntityKind, id: String(id) };
  const counts = { same: Number(same), differing: Number(differing) };
  return { id: session, isNew: false, phase, began: String(began), after, ...counts };
}

function lost(): Failure {
  return new Failure('comparison-lost', 'This comparison was replaced, is over or too old: begin it again.');
}

/** Strictly upward, from page to page: nothing is compared twice, and nothing between two entities is left out. */
function requireOrder({ entities, more }: MirrorPage, after: Named | null): void {
  let before = after;
  for (const [index, entity] of entities.entries()) {
    if (before && mirrorOrder(before, entity) >= 0) {
      throw invalid(`/entities/${index}`, 'must come after the entity before it, by kind and id');
    }
    before = entity;
  }
  if (more && entities.length === 0) throw invalid('/entities', 'must not be empty when more follows');
}

function invalid(pointer: string, message: string): Failure {
  return new Failure('invalid', `${pointer.slice(1).replaceAll('/', '.')} ${message}.`, {
    faults: [{ in: 'body', pointer, message }],
  });
}

type Difference = Comparison['different'][number];

async function differencesIn(
  caller: Caller,
  entities: readonly MirrorEntity[],
  versions: ReadonlyMap<string, number>,
): Promise<{ different: Difference[]; ofMirror: number }> {
  const held = new Set(entities.map(placeOf));
  const missing = entities.filter((entity) => !versions.has(placeOf(entity)));
  const gone = await whereabouts(caller, missing);
  const differing = await differingContents(
    caller,
    entities.filter((entity) => versions.get(placeOf(entity)) === entity.version),
  );
  const ofMirror = entities.flatMap((entity): Difference[] => {
    const place = placeOf(entity);
    const { kind, id } = entity;
    const version = differing.get(place) ?? versions.get(place) ?? null;
    if (version === null) return [{ kind, id, version, what: gone.get(place) ?? 'only-in-browser' }];
    if (version > entity.version) return [{ kind, id, version, what: 'behind' }];
    if (version < entity.version) return [{ kind, id, version, what: 'ahead' }];
    return differing.has(place) ? [{ kind, id, version, what: 'differs' }] : [];
  });
  const onServer = [...versions].flatMap(([place, version]): Difference[] => {
    const [kind, id = ''] = place.split(' ');
    return held.has(place) ? [] : [{ kind: kind as EntityKind, id, version, what: 'only-on-server' }];
  });
  return { different: [...ofMirror, ...onServer], ofMirror: ofMirror.length };
}

/** Those whose content has another digest, with the version that was read; gone meanwhile counts as another one, too. */
async function differingContents(
  caller: Caller,
  entities: readonly MirrorEntity[],
): Promise<Map<string, number>> {
  const expected = new Map(entities.map((entity) => [placeOf(entity), entity]));
  const differing = new Map(entities.map((entity) => [placeOf(entity), entity.version]));
  for await (const { kind, id, version, content } of contentsOf(caller, entities)) {
    const place = `${kind} ${id}`;
    if (digestOf(content) === expected.get(place)?.digest) differing.delete(place);
    else differing.set(place, version);
  }
  return differing;
}

function placeOf({ kind, id }: Named): string {
  return `${kind} ${id}`;
}

type Ended = Pick<Comparison, 'session' | 'clean' | 'disturbed'>;

async function goOn(
  caller: Caller,
  { id, isNew, phase, began, after }: Session,
  now: { after: Named | null; same: number; differing: number },
): Promise<Ended> {
  const progress = [now.after?.kind ?? null, now.after?.id ?? null, now.same, now.differing];
  if (isNew) {
    await caller.write(beginning(caller, phase), {
      name: 'migration.begin',
      text: `update local_work set comparing = $1::uuid, comparing_since = now(), comparing_in = $2, comparing_from = $3,
          comparing_after_kind = $4, comparing_after_id = $5::uuid, comparing_same = $6::integer,
          comparing_differing = $7::integer`,
      values: [id, phase, began, ...progress],
    });
    return { session: id, clean: null, disturbed: false };
  }
  const [rows = []] = await caller.write({
    name: 'migration.go-on',
    text: `update local_work set comparing_after_kind = $4, comparing_after_id = $5::uuid, comparing_same = $6::integer,
        comparing_differing = $7::integer
      where comparing = $1::uuid and comparing_after_kind = $2 and comparing_after_id = $3::uuid returning 1`,
    values: [id, after?.kind ?? null, after?.id ?? null, ...progress],
  });
  if (rows.length === 0) throw lost();
  return { session: id, clean: null, disturbed: false };
}

/** Says what came of it, unless another page was faster. What was committed since it began has disturbed it. */
async function conclude(caller: Caller, session: Session, differing: number): Promise<Ended> {
  const { id, phase, began, after } = session;
  const [, rows = []] = await caller.write(beginning(caller, phase), {
    name: 'migration.conclude',
    text: `with written as (
        select exists (select from revisions it where it.tx >= pg_snapshot_xmin($1::pg_snapshot)
          and not pg_visible_in_snapshot(it.tx, $1::pg_snapshot)) as meanwhile)
      update local_work set compared_at = now(), compared_in = $2, clean = $3::boolean and not meanwhile,
        comparing = case when comparing = $4::uuid then null else comparing end
      from written
      where $4::uuid is null
        or (comparing = $4::uuid and comparing_after_kind = $5 and comparing_after_id = $6::uuid)
      returning clean, meanwhile`,
    values: [began, phase, differing === 0, id, after?.kind ?? null, after?.id ?? null],
  });
  const [clean, meanwhile] = rows[0] ?? [];
  if (clean === undefined) throw lost();
  return { session: null, clean: clean === 't', disturbed: meanwhile === 't' };
}

/** Whoever compares is in a phase with a mirror, which from now on is written down. */
function beginning({ identity }: Caller, phase: Phase) {
  return {
    name: 'migration.recorded',
    text: 'insert into local_work (user_id, phase) values ($1, $2) on conflict do nothing',
    values: [identity.userId, phase],
  };
}
