import type { Caller } from '../../caller.ts';
import type { Answer } from '../../serve.ts';

/**
 * Documents whose last generation was written from something that has changed since, or is gone. A document that is gone itself
 * is no matter; what a person edited in it does not make it stale.
 */
export async function listStale(caller: Caller): Promise<Answer> {
  const [rows = []] = await caller.read({ name: 'generations.stale', text: stale, values: [] });
  return { status: 200, text: `{"items":[${rows.map(([text]) => text).join(',')}]}` };
}

const stale = `
  with latest as (
    select distinct on (document_id) id, kind, document_id, upstream, ended_at
    from generations where state = 'done'
    order by document_id, ended_at desc, id desc
  ), now as (
    select 'company' as kind, id, version from companies
    union all select 'account', id, version from accounts
    union all select 'persona', id, version from personas
    union all select 'campaign', id, version from campaigns
  )
  select json_build_object('kind', latest.kind, 'id', latest.document_id, 'generationId', latest.id,
      'because', json_agg(json_build_object('kind', source.kind, 'id', source.id, 'version', source.version,
        'currentVersion', now.version) order by source.nth))::text
  from latest
  join now document on document.kind = latest.kind and document.id = latest.document_id
  cross join lateral (
    select one ->> 'kind' as kind, (one ->> 'id')::uuid as id, (one ->> 'version')::integer as version, nth
    from jsonb_array_elements(latest.upstream) with ordinality as each(one, nth)
  ) source
  left join now on now.kind = source.kind and now.id = source.id
  where now.version is distinct from source.version
  group by latest.kind, latest.document_id, latest.id, latest.ended_at
  order by latest.ended_at, latest.id`;
