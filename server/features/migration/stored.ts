import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EntityKind, entityKinds } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import type { Statement } from '../../segment.ts';

/** What the database has, in the form that is compared: the content of a resource, and the versions of a range. */
const stored: Record<EntityKind, { table: string; members: string }> = {
  company: { table: 'companies', members: `'url', url` },
  account: { table: 'accounts', members: `'companyId', company_id` },
  persona: { table: 'personas', members: `'accountId', account_id` },
  campaign: {
    table: 'campaigns',
    members: `'accountId', account_id, 'personaId', persona_id, 'type', type, 'status', status`,
  },
};

export interface Named {
  kind: EntityKind;
  id: string;
}

/** From after `from` (null: from the first) up to `to` (null: to the last), in the order of a comparison. */
export interface Range {
  from: Named | null;
  to: Named | null;
}

/** The versions of all entities of a range, in order, by `kind id`. */
export async function versionsIn(caller: Caller, { from, to }: Range): Promise<Map<string, number>> {
  const first = from ? entityKinds.indexOf(from.kind) : 0;
  const last = to ? entityKinds.indexOf(to.kind) : entityKinds.length - 1;
  const kinds = entityKinds.slice(first, last + 1);
  const pages = await caller.read(
    ...kinds.map(
      (kind): Statement => ({
        name: `migration.versions-${kind}`,
        text: `select id::text, version from ${stored[kind].table}
          where ($1::uuid is null or id > $1::uuid) and ($2::uuid is null or id <= $2::uuid) order by id`,
        values: [kind === from?.kind ? from.id : null, kind === to?.kind ? to.id : null],
      }),
    ),
  );
  return new Map(
    kinds.flatMap((kind, index) =>
      (pages[index] ?? []).map(([id, version]): [string, number] => [`${kind} ${id}`, Number(version)]),
    ),
  );
}

export interface Stored extends Named {
  version: number;
  content: Record<string, unknown>;
}

/** Few at once, since each may be a megabyte, and with room for other people's requests in between. */
const contentsAtOnce = 25;

export async function* contentsOf(caller: Caller, named: readonly Named[]): AsyncGenerator<Stored> {
  for (const kind of entityKinds) {
    const ids = named.filter((one) => one.kind === kind).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += contentsAtOnce) {
      const [rows = []] = await caller.read({
        name: `migration.contents-${kind}`,
        text: `select id::text, version, json_build_object('name', name, ${stored[kind].members}, 'data', data)::text
          from ${stored[kind].table} where id = any($1::uuid[])`,
        values: [`{${ids.slice(start, start + contentsAtOnce).join(',')}}`],
      });
      for (const [id, version, content] of rows) {
        yield { kind, id: String(id), version: Number(version), content: JSON.parse(content ?? '{}') };
      }
      await nextTurn();
    }
  }
}

/** Why there is nothing under these ids: in the trash, deleted for good, or absent where it never was. By `kind id`. */
export async function whereabouts(
  caller: Caller,
  named: readonly Named[],
): Promise<Map<string, 'in-trash' | 'deleted'>> {
  if (named.length === 0) return new Map();
  const [rows = []] = await caller.read({
    name: 'migration.whereabouts',
    text: `select wanted.place, exists (select from trashed_documents doc where doc.kind = wanted.kind and doc.id = wanted.id)
      from (select split_part(place, ' ', 1) as kind, split_part(place, ' ', 2)::uuid as id, place
        from unnest($1::text[]) place) wanted
      where exists (select from revisions it where it.kind = wanted.kind and it.id = wanted.id)`,
    values: [`{${named.map(({ kind, id }) => `"${kind} ${id}"`).join(',')}}`],
  });
  return new Map(
    rows.map(([place, trashed]) => [
      String(place),
      trashed === 't' ? ('in-trash' as const) : ('deleted' as const),
    ]),
  );
}
