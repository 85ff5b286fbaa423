import { randomUUID } from 'node:crypto';
import type { EntityKind } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { GenerationFailure } from '../../generation/generate.ts';
import { settlementOfLost } from '../../limits/ledger.ts';
import { failed } from './ending.ts';
import type { Generating } from './generating.ts';
import type { RunOf } from './telling.ts';

/** A generation that a run of this process has now. */
export interface Taken extends RunOf {
  kind: EntityKind;
  documentId: string;
  again: boolean;
  inputs: { name?: string; url?: string; hypothesis?: string; config?: Record<string, unknown> } & Record<
    string,
    unknown
  >;
  /** Counted from 1. */
  start: number;
}

/** A server that vanished may be the generation's own doing; more often than this it is not begun anew. */
const lostMax = 2;

/** null: there is nothing to do. It was cancelled before, or is given up here, and then nothing of it stays open. */
export async function takeUp(generating: Generating, caller: Caller, id: string): Promise<Taken | null> {
  const run = randomUUID();
  const [rows] = await caller.write({ name: 'generations.take', text: take, values: [id, run, lostMax] });
  const [kind, documentId, again, inputs, start, lastEvent] = rows?.[0] ?? [];
  if (kind == null) {
    await caller.write(settlementOfLost(id, null), failed(id, null, serverStopped));
    return null;
  }
  const taken: Taken = {
    id,
    run,
    kind: kind as EntityKind,
    documentId: String(documentId),
    again: again === 't',
    inputs: JSON.parse(inputs ?? '{}'),
    start: Number(start),
  };
  if (taken.start > 1 && !(await beginAnew(generating, caller, taken, Number(lastEvent) > 0))) return null;
  generating.listening.tell(id);
  return taken;
}

/** Of a run that vanished nobody knows what it used, so all that it had reserved counts; this one reserves its own. */
async function beginAnew(
  { ledger, listening }: Generating,
  caller: Caller,
  { id, run, kind, start }: Taken,
  wasTold: boolean,
): Promise<boolean> {
  const restarted = JSON.stringify([
    {
      event: 'restarted',
      data: { reason: 'The server was stopped in the middle; it begins anew.', provider: null },
    },
  ]);
  try {
    await caller.write(settlementOfLost(id, start), ledger.reservation(kind, id, start, false), {
      name: 'generations.restarted',
      text: `select tell_generation($1, $2, case when $4::boolean then $3::jsonb else '[]' end, null, '[]', '[]')`,
      values: [id, run, restarted, wasTold],
    });
    return true;
  } catch (error) {
    if (!ledger.isRefused(error)) throw error;
    await caller.write(settlementOfLost(id, start), failed(id, run, budgetSpent));
    listening.tell(id);
    return false;
  }
}

const take = `
  update generations set state = 'running', run = $2, starts = starts + 1, stage = null, fields = '[]',
    lost = lost + case state when 'running' then 1 else 0 end, started_at = coalesce(started_at, now())
  where id = $1 and (state = 'queued' or (state = 'running' and lost < $3::smallint))
  returning kind, document_id, again, inputs, starts, last_event`;

const serverStopped = new GenerationFailure(
  'server-stopped',
  'The server was stopped in the middle, more than once. Please try again.',
);
const budgetSpent = new GenerationFailure(
  'budget-spent',
  'It was interrupted, and the tokens of today do not suffice to begin it anew. Please try again tomorrow.',
);
