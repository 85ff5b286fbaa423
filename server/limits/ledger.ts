import type { EntityKind, Usage } from '@blossomer/contract';
import type { Attempt } from '../ai/model.ts';
import type { Caller } from '../caller.ts';
import { rfc3339 } from '../document/table.ts';
import type { Statement } from '../segment.ts';
import { createExemptions } from './exemption.ts';
import type { Standing } from './headers.ts';
import type { Rate } from './rates.ts';
import { rateLimited } from './refusal.ts';

/**
 * What a person may let models use, by the day. A generation reserves more than it should need before it is queued, and is
 * settled to what its requests used when a run of it ends, however it ends. The sum is taken in SQL under a lock, so that no
 * number of requests at once passes the limit; without the database nothing is given out.
 */
export interface Ledger {
  /** For the transaction that queues the generation; raises what `refusal` explains. */
  reservation(kind: EntityKind, id: string, run: number, exempt: boolean): Statement;
  /** Whether the database refused a reservation. */
  isRefused(error: unknown): boolean;
  /** The 429, unless this is an admin: then their right to go on is written down, and this resolves. */
  refuseUnlessExempt(caller: Caller, kind: EntityKind): Promise<void>;
  look(caller: Caller): Promise<Spending>;
}

type Spending = Usage['generation'];

/**
 * Upper estimates: pages and documents as they may be sent along, the longest answer, and one request more because the first
 * was not usable.
 */
const tokensOf: Readonly<Record<EntityKind, number>> = {
  company: 40_000,
  account: 24_000,
  persona: 24_000,
  campaign: 20_000,
};

export function openLedger(rate: Rate, hasModel: boolean): Ledger {
  const isExempt = createExemptions();
  const tokens = (kind: EntityKind) => (hasModel ? Math.min(tokensOf[kind], rate.points) : 0);

  async function standingOf(caller: Caller): Promise<Standing> {
    const { tokensUsed, tokensReserved, resetsAt } = await look(caller, rate);
    const remaining = Math.max(rate.points - tokensUsed - tokensReserved, 0);
    const resetMilliseconds = resetsAt === null ? 0 : Math.max(Date.parse(resetsAt) - Date.now(), 0);
    return { name: 'generate-tokens', rate, count: { taken: false, remaining, resetMilliseconds } };
  }

  return {
    reservation: (kind, id, run, exempt) => ({
      name: 'generations.reserve',
      text: 'select reserve_tokens($1, $2, $3, $4, $5)',
      values: [id, run, tokens(kind), exempt || !hasModel ? null : rate.points, rate.seconds],
    }),
    isRefused: (error) => (error as { code?: unknown }).code === 'BG429',
    async refuseUnlessExempt(caller, kind) {
      const standing = await standingOf(caller);
      if (!(await isExempt(caller, [standing]))) throw rateLimited([standing], tokens(kind));
    },
    look: (caller) => look(caller, rate),
  };
}

/** Settles a run that is not settled yet; `tokens` null: nobody knows, so all that was reserved counts. */
export function settlement(id: string, run: number, tokens: number | null): Statement {
  return {
    name: 'generations.settle',
    text: `update generation_spending set used_tokens = coalesce($3::integer, reserved_tokens), settled_at = now()
      where generation_id = $1 and run = $2::smallint and used_tokens is null`,
    values: [id, run, tokens],
  };
}

/** Of runs that vanished nobody knows what they used: all that they had reserved counts. `before`: only of runs before this one. */
export function settlementOfLost(id: string, before: number | null): Statement {
  return {
    name: 'generations.settle-all',
    text: `update generation_spending set used_tokens = reserved_tokens, settled_at = now()
      where generation_id = $1 and used_tokens is null and ($2::smallint is null or run < $2::smallint)`,
    values: [id, before],
  };
}

/** One that nobody has begun has used nothing. */
export function settlementOfUnbegun(id: string): Statement {
  return {
    name: 'generations.settle-unbegun',
    text: `update generation_spending spending set used_tokens = 0, settled_at = now() from generations it
      where it.id = $1 and it.state = 'queued' and spending.generation_id = it.id and spending.user_id = it.user_id
        and spending.used_tokens is null`,
    values: [id],
  };
}

export function tokensUsed(attempts: readonly Pick<Attempt, 'inputTokens' | 'outputTokens'>[]): number {
  return attempts.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
}

async function look(caller: Caller, { points, seconds }: Rate): Promise<Spending> {
  const [rows] = await caller.read({
    name: 'generations.spending',
    text: `select coalesce(sum(used_tokens), 0), coalesce(sum(reserved_tokens) filter (where used_tokens is null), 0),
        ${rfc3339('(min(at) + make_interval(secs => $1))')}
      from generation_spending
      where at > now() - make_interval(secs => $1) and coalesce(used_tokens, reserved_tokens) > 0`,
    values: [seconds],
  });
  const [used, reserved, resetsAt] = rows?.[0] ?? [];
  return {
    tokensLimit: points,
    tokensUsed: Number(used ?? 0),
    tokensReserved: Number(reserved ?? 0),
    windowSeconds: seconds,
    resetsAt: resetsAt ?? null,
  };
}
