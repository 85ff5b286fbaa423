import type { Caller } from '../../caller.ts';
import { settlementOfUnbegun } from '../../limits/ledger.ts';
import type { Answer } from '../../serve.ts';
import type { Generating } from './generating.ts';
import { viewGeneration } from './history.ts';

/**
 * At once in the row: from here on nothing of it is written any more. The run that has it hears of it, in this process now and
 * in another within a second, stops its model and settles what that used. What ended before stays as it is.
 */
export async function cancelGeneration(
  { listening }: Generating,
  caller: Caller,
  id: string,
): Promise<Answer> {
  await caller.write(settlementOfUnbegun(id), {
    name: 'generations.cancel',
    text: `select keep_idempotency_key() where end_generation($1, null, 'cancelled', '{}')`,
    values: [id],
  });
  listening.cancel(id);
  listening.tell(id);
  return viewGeneration(caller, id);
}
