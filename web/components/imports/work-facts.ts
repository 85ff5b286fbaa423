import { entityKinds } from '@blossomer/contract';
import type { WorkFacts } from '../../workspace/claim-work.ts';
import { counted, kindWords } from '../kind-words.ts';
import { exactTime } from '../when.tsx';

/** "1 company, 3 accounts, 7 personas, 12 e-mails" */
export function countsInWords(counts: WorkFacts['counts']): string {
  const words = entityKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => counted(counts[kind], kindWords[kind]));
  return words.length === 0 ? 'nothing that can be read' : words.join(', ');
}

export function factsInWords({ counts, lastEditedAt }: WorkFacts): string {
  const edited = lastEditedAt === null ? '' : `, last edited ${exactTime(lastEditedAt)}`;
  return countsInWords(counts) + edited;
}

export function sizeInWords(characters: number): string {
  if (characters < 1024) return `${characters} characters`;
  const kilo = characters / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} K of characters` : `${(kilo / 1024).toFixed(1)} M of characters`;
}
