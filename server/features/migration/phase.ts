import { type Migration, type Phase, phases } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import type { Transaction } from '../../database.ts';
import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';
import type { Statement, TextRow } from '../../segment.ts';

/** Which phase a person is in and where they may go: decided here, from what SQL keeps, and nowhere else. */
export interface Standing {
  /** Never beyond the operator's bound. */
  phase: Phase;
  /** Whether a phase was ever recorded; without, an import of their own is what says that a browser held work. */
  recorded: boolean;
  comparedAt: string | null;
  clean: boolean | null;
  /** The comparison is of the last day. */
  fresh: boolean;
}

export const readStanding: Statement = {
  name: 'migration.standing',
  text: `select coalesce(work.phase, case when imported then 'hybrid' else 'db-only' end), work.phase is not null,
      work.compared_in, ${rfc3339('work.compared_at')}, work.clean, work.compared_at > now() - interval '1 day',
      pg_current_snapshot()::text
    from (select exists (select from imports where actor = 'person') as imported) said
      left join local_work work on true`,
  values: [],
};

export function standingOf(row: TextRow | undefined, furthest: Phase): Standing {
  const [stored, recorded, comparedIn, comparedAt, clean, fresh] = row ?? [];
  const phase = earlier((stored ?? 'db-only') as Phase, furthest);
  const compared = comparedIn === phase;
  return {
    phase,
    recorded: recorded === 't',
    comparedAt: compared ? (comparedAt ?? null) : null,
    clean: compared ? clean === 't' : null,
    fresh: compared && fresh === 't',
  };
}

export function told(standing: Standing, furthest: Phase): Migration {
  const { phase, comparedAt, clean } = standing;
  const forward = next(phase);
  const why = whyNotForward(standing, furthest);
  const ahead = forward !== undefined && why === null ? [forward] : [];
  return {
    phase,
    furthest,
    comparedAt,
    clean,
    mayStepTo: [...waysBack(standing), ...ahead],
    why: why?.why ?? null,
  };
}

/** Throws for a phase that is not open. One at a time: two browsers of a person do not step past each other. */
export function step(caller: Caller, to: Phase, furthest: Phase): Promise<Migration> {
  return caller.transaction('person', async (tx) => {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended('phase ' || current_setting('app.user_id'), 0))`,
    );
    const standing = await standingIn(tx, furthest);
    requireOpen(standing, to, furthest);
    if (to !== standing.phase || (!standing.recorded && to !== 'db-only')) {
      await recordPhase(tx, caller.identity.userId, to);
      await tx.query('select keep_idempotency_key()');
    }
    return told(await standingIn(tx, furthest), furthest);
  });
}

async function standingIn(tx: Transaction, furthest: Phase): Promise<Standing> {
  const [rows] = await tx.run(readStanding);
  return standingOf(rows?.[0], furthest);
}

async function recordPhase(tx: Transaction, userId: string, phase: Phase): Promise<void> {
  await tx.query('insert into local_work (user_id, phase) values ($1, $2) on conflict do nothing', [
    userId,
    phase,
  ]);
  await tx.query(
    `update local_work set phase = $1, compared_at = null, compared_in = null, clean = null, comparing = null
      where phase <> $1`,
    [phase],
  );
}

function requireOpen(standing: Standing, to: Phase, furthest: Phase): void {
  if (to === standing.phase || waysBack(standing).includes(to)) return;
  if (to !== next(standing.phase)) {
    const why =
      standing.phase === 'db-only'
        ? noWayBack
        : `From ${standing.phase} the next phase is ${next(standing.phase)}: one step at a time.`;
    throw new Failure('phase-closed', why);
  }
  const why = whyNotForward(standing, furthest);
  if (why) throw new Failure(why.code, why.why);
}

function waysBack({ phase, recorded }: Standing): Phase[] {
  if (phase === 'db-only') return recorded ? [] : ['hybrid'];
  return phases.slice(0, phases.indexOf(phase));
}

const noWayBack = 'From db-only there is no way back: there is no mirror any more.';

function whyNotForward(
  { phase, recorded, comparedAt, clean, fresh }: Standing,
  furthest: Phase,
): { code: 'phase-closed' | 'comparison-needed'; why: string } | null {
  if (phase === 'db-only') {
    const why = recorded ? 'This is the last phase.' : 'No browser of yours has said that it holds work.';
    return { code: 'phase-closed', why };
  }
  if (phase === furthest) {
    return { code: 'phase-closed', why: 'The operator of this server lets nobody go further yet.' };
  }
  const needed = (why: string) => ({ code: 'comparison-needed' as const, why });
  if (comparedAt === null) return needed('The copy in the browser has not been compared in this phase yet.');
  if (clean !== true)
    return needed('The last comparison found differences, or something was saved while it compared.');
  return fresh ? null : needed('The last comparison is older than a day.');
}

function next(phase: Phase): Phase | undefined {
  return phases[phases.indexOf(phase) + 1];
}

function earlier(one: Phase, other: Phase): Phase {
  return phases.indexOf(one) < phases.indexOf(other) ? one : other;
}
