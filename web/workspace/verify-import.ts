import { type ImportReport, imports } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { equal } from '@blossomer/merge';
import type { Api } from './remote.ts';

/** Counted here by a tokenizer over what was sent: as many leaves as the server explains, each in one class. */
export function countsAgree(dump: Readonly<Record<string, unknown>>, { totals }: ImportReport): boolean {
  const { total } = countLeaves({ ...dump });
  const explained = Object.values(totals.classes).reduce((sum, count) => sum + count, 0);
  return totals.leaves === total && explained === total;
}

/** And the server gives each string back as it was. */
export async function isComplete(
  api: Api,
  dump: Readonly<Record<string, string>>,
  report: ImportReport,
): Promise<boolean> {
  if (report.dryRun || !countsAgree(dump, report)) return false;
  const raw = (await api(imports.raw, { params: { id: report.id } })).body;
  return equal(raw, dump);
}
