import { LRUCache } from 'lru-cache';
import { uuidv7 } from 'uuidv7';
import type { Caller } from '../caller.ts';
import type { Standing } from './headers.ts';

/** Whether a limit that is used up stops this person. Asked only then, so that it costs no request anything before. */
export type Exempt = (caller: Caller, refusing: readonly Standing[]) => Promise<boolean>;

const roleMilliseconds = 60_000;

/** Admins are never refused, and each window in which that mattered leaves one row in `audit`. */
export function createExemptions(): Exempt {
  const roles = new LRUCache<string, string>({ max: 10_000, ttl: roleMilliseconds });
  const audited = new LRUCache<string, true>({ max: 10_000 });
  return async (caller, refusing) => {
    const { userId } = caller.identity;
    const role = roles.get(userId) ?? (await roleOf(caller));
    if (!roles.has(userId)) roles.set(userId, role);
    if (role !== 'admin') return false;
    for (const standing of refusing) {
      const mark = `${userId} ${standing.name}`;
      if (audited.has(mark)) continue;
      await audit(caller, standing);
      audited.set(mark, true, { ttl: Math.max(standing.count.resetMilliseconds, 1) });
    }
    return true;
  };
}

/** Ours, never the token's. */
export async function roleOf(caller: Caller): Promise<string> {
  const [rows] = await caller.read({ name: 'limits.role', text: 'select role from users', values: [] });
  return String(rows?.[0]?.[0] ?? 'user');
}

/** The lock lets one process after another look whether the row of this window is there. */
async function audit(caller: Caller, { name, rate, count }: Standing): Promise<void> {
  const { userId } = caller.identity;
  const elapsed = Math.max(rate.seconds * 1000 - count.resetMilliseconds, 0);
  await caller.write(
    { text: `select pg_advisory_xact_lock(hashtextextended($1, 0))`, values: [`audit ${userId} ${name}`] },
    {
      name: 'limits.audit',
      text: `insert into audit (user_id, id, action, detail)
        select $1, $2::uuid, 'limit-exceeded', jsonb_build_object('limit', $3::text, 'points', $4::int, 'windowSeconds', $5::int)
        where not exists (
          select from audit where action = 'limit-exceeded' and detail ->> 'limit' = $3
            and at >= now() - make_interval(secs => $6::float8 / 1000))`,
      values: [userId, uuidv7(), name, rate.points, rate.seconds, elapsed],
    },
  );
}
