import type { TrashEntry } from '@blossomer/contract';
import { useState } from 'react';
import { failureOf } from '../../components/problem.ts';
import { showDone } from '../../ui/toast.tsx';
import { ForGood } from './for-good.tsx';
import { documentsIn } from './trash-words.ts';

export interface EmptyTrashProps {
  items: readonly TrashEntry[];
  hasMore: boolean;
  empty: () => Promise<void>;
}

/** How much there is, and the way to be rid of all of it. */
export function EmptyTrash({ items, hasMore, empty }: EmptyTrashProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const count = documentsIn(items);
  const documents = `${hasMore ? 'More than ' : ''}${count.toLocaleString('en')} ${count === 1 ? 'document' : 'documents'}`;

  async function emptyAll(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await empty();
      document.querySelector<HTMLElement>('main h1')?.focus();
      showDone('The trash is empty');
    } catch (error) {
      setProblem(failureOf(error).detail);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="mb-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p data-numbers className="text-ink-muted text-sm">
          {documents}
        </p>
        <ForGood
          label="Empty the trash"
          words="Empty the trash"
          sentence={`${documents} cannot be restored then.`}
          busy={busy}
          act={() => void emptyAll()}
        />
      </div>
      {problem === null ? null : (
        <p role="alert" className="mt-2 text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
