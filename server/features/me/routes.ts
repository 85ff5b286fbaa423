import { me } from '@blossomer/contract';
import { auditColumns, auditPosition } from '../../audit.ts';
import { cursorAfter } from '../../document/cursor.ts';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import { pageOf } from '../../page.ts';
import { type Server, serve } from '../../serve.ts';

export function meRoutes(server: Server): void {
  serve(server, me.view, async ({ caller }) => {
    const [rows] = await caller.read({
      name: 'me.view',
      text: `select json_build_object('id', id, 'email', email, 'name', name, 'role', role,
          'createdAt', ${rfc3339('created_at')},
          'lastLoginAt', ${rfc3339('last_login_at')})::text
        from users`,
      values: [],
    });
    const text = rows?.[0]?.[0];
    if (typeof text !== 'string') throw new Error('a person who arrived has no row');
    return { status: 200, text };
  });
  serve(server, me.audit, async ({ caller, query: { limit = 50, cursor } }) => {
    const { list, values } = auditPosition(caller.identity.userId, 'mine', cursor);
    const [rows = []] = await caller.read({
      name: 'me.audit',
      text: `select ${auditColumns} from audit it
        where coalesce(it.person_id, it.user_id) = it.user_id
          and ($2::timestamptz is null or (it.at, it.id) < ($2::timestamptz, $3::uuid))
        order by it.at desc, it.id desc limit $1::integer`,
      values: [limit + 1, ...values],
    });
    return pageOf(rows, limit, cursorAfter(list));
  });
  serve(
    server,
    me.erase,
    async ({ caller }) => {
      requireFreshToken(caller.identity.issuedAt);
      await caller.write({ name: 'me.erase', text: 'select erase_me()', values: [] });
      return { status: 204 };
    },
    // Never asked: whoever was erased has no keys, and is told 401.
    async () => ({ status: 204 }),
  );
}

const freshSeconds = 120;

/** A token outlives its session by minutes; what cannot be undone needs a new one (RFC 9470). */
function requireFreshToken(issuedAt: number): void {
  if (Date.now() / 1000 - issuedAt <= freshSeconds) return;
  throw new Failure(
    'fresh-token-needed',
    'Erasing everything needs a token of the last two minutes: sign in again.',
    {
      headers: {
        'www-authenticate': `Bearer error="insufficient_user_authentication", max_age="${freshSeconds}"`,
      },
    },
  );
}
