import { entityKinds, type TrashEntry } from '@blossomer/contract';
import { counted, kindWords } from '../../components/kind-words.ts';

/** "with 3 accounts and 12 e-mails below it"; empty for a document on its own. */
export function belowOf({ kind, holds }: Pick<TrashEntry, 'kind' | 'holds'>): string {
  const counts = entityKinds
    .map((one) => [one, holds[one] - (one === kind ? 1 : 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([one, count]) => counted(count, kindWords[one]));
  return counts.length === 0 ? '' : `with ${words.format(counts)} below it`;
}

export function documentsIn(entries: readonly Pick<TrashEntry, 'holds'>[]): number {
  return entries.reduce((sum, { holds }) => sum + entityKinds.reduce((all, kind) => all + holds[kind], 0), 0);
}

const words = new Intl.ListFormat('en', { type: 'conjunction' });
