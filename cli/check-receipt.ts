import type { ImportReport } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { CommandError } from './command-error.ts';
import type { Dump } from './dump-file.ts';

/**
 * Whoever sent the dump counts again: as many leaves as the server explains, each in one class. A difference means that
 * something was lost on the way or in the server, and is told as a failure, never as a success.
 */
export function checkReceipt(dump: Dump, { totals }: Pick<ImportReport, 'totals'>): void {
  const counted = countLeaves(dump).total;
  const explained = Object.values(totals.classes).reduce((sum, count) => sum + (count ?? 0), 0);
  if (totals.leaves === counted && explained === counted) return;
  throw new CommandError(
    `The receipt does not add up: this dump holds ${counted} values, the server read ${totals.leaves} and explains ${explained}. Keep the dump and report this as a defect.`,
  );
}
