import { changes } from '@blossomer/contract';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import { type Server, serve } from '../../serve.ts';
import { decodePosition, encodePosition, type Position } from './position.ts';

const limitDefault = 200;

/** What the caller may see of the revisions, and nothing of the documents: those are at their own addresses. */
export function changeRoutes(server: Server): void {
  serve(server, changes.since, async ({ caller, query }) => {
    const limit = query.limit ?? limitDefault;
    const { userId } = caller.identity;
    const asked = query.after === undefined ? null : decodePosition(userId, query.after);
    const { from, to, seq } = asked ?? { from: '0', to: null, seq: '0' };
    const [rows = []] = await caller.read({
      name: 'changes.since',
      text: pageText,
      values: [from, to, seq, limit + 1],
    });
    const [epoch, horizon, end, isLater] = rows[0] ?? [];
    if (typeof epoch !== 'string' || typeof horizon !== 'string' || typeof end !== 'string')
      throw new Error('the feed has no epoch');
    if (asked && (asked.epoch !== epoch || BigInt(from) > BigInt(horizon))) throw expired();
    const found = rows.filter(([, , , , item]) => typeof item === 'string');
    const page = found.slice(0, limit);
    const isWhole = found.length <= limit;
    const next: Position = isWhole
      ? { epoch, from: end, to: null, seq: '0' }
      : { epoch, from, to: end, seq: page.at(-1)?.[5] ?? seq };
    const items = page.map(([, , , , item]) => item).join(',');
    const more = !isWhole || isLater === 't';
    return {
      status: 200,
      text: `{"items":[${items}],"nextCursor":"${encodePosition(userId, next)}","more":${more}}`,
    };
  });
}

/**
 * Below the horizon every transaction has ended, so nothing can still appear there. What lies between two horizons is
 * given in the order of `seq`, not of `tx`: a transaction may wait for one that began after it and then write the same
 * document, and its lower `tx` would bring that write before the one it followed. Both end before the next horizon, so
 * a window never parts them.
 */
const pageText = `
  with now as materialized (
    select feed_epoch() as epoch, pg_snapshot_xmin(pg_current_snapshot()) as horizon),
  stretch as (
    select now.epoch, now.horizon, coalesce($2::xid8, now.horizon) as until from now)
  select epoch, horizon::text, until::text,
    exists (select from revisions where tx >= until and tx < horizon),
    page.item, page.seq::text
  from stretch left join lateral (
    select seq, json_build_object('kind', kind, 'id', id, 'version', version, 'op', op, 'at', ${rfc3339('at')})::text as item
    from revisions where tx >= $1::xid8 and tx < until and seq > $3::bigint
    order by seq limit $4) page on true
  order by page.seq`;

function expired(): Failure {
  const message = 'is from before the database was restored; read everything again, then ask without it';
  return new Failure('cursor-expired', `after ${message}.`, {
    faults: [{ in: 'query', pointer: '/after', message }],
  });
}
