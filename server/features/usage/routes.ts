import { me, type Usage } from '@blossomer/contract';
import { roleOf } from '../../limits/exemption.ts';
import type { Standing } from '../../limits/headers.ts';
import { type Server, serve } from '../../serve.ts';

/** What a person may still ask for. */
export function usageRoutes(server: Server): void {
  serve(server, me.usage, async ({ caller }) => {
    const [role, standings, generation] = await Promise.all([
      roleOf(caller),
      server.limits.look(caller.identity.userId),
      server.ledger.look(caller),
    ]);
    const usage: Usage = { exempt: role === 'admin', limits: standings.map(told), generation };
    return { status: 200, text: JSON.stringify(usage) };
  });
}

function told({ name, rate, count }: Standing): Usage['limits'][number] {
  const { remaining, resetMilliseconds } = count;
  return {
    name,
    limit: rate.points,
    windowSeconds: rate.seconds,
    remaining,
    resetsAt: resetMilliseconds > 0 ? new Date(Date.now() + resetMilliseconds).toISOString() : null,
  };
}
