import type { TrashEntry } from '@blossomer/contract';
import { Undo2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { kindWords } from '../../components/kind-words.ts';
import { useOpenDocument } from '../../components/open-document.ts';
import { failureOf } from '../../components/problem.ts';
import { When } from '../../components/when.tsx';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { showDone, showLink } from '../../ui/toast.tsx';
import { ForGood } from './for-good.tsx';
import { belowOf } from './trash-words.ts';

export interface TrashRowProps {
  entry: TrashEntry;
  restore: (trashId: string) => Promise<void>;
  purge: (trashId: string) => Promise<void>;
}

export function TrashRow({ entry, restore, purge }: TrashRowProps) {
  const { id, kind, entityId, name, deletedAt } = entry;
  const { one, tone } = kindWords[kind];
  const open = useOpenDocument();
  const row = useRef<HTMLLIElement>(null);
  const [busy, setBusy] = useState<'restore' | 'purge' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const below = belowOf(entry);

  async function attempt(what: 'restore' | 'purge', work: () => Promise<void>): Promise<void> {
    setBusy(what);
    setProblem(null);
    const next = neighbourOf(row.current);
    try {
      await work();
      next?.focus();
      if (what === 'restore') showLink(`${name} is back`, 'Open', () => open(kind, entityId));
      else showDone(`${name} is deleted for good`);
    } catch (error) {
      setProblem(failureOf(error).detail);
    } finally {
      setBusy(null);
    }
  }

  return (
    <li ref={row} className="border-line px-4 py-3 not-last:border-b">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-baseline gap-2">
            <Dot tone={tone} className="translate-y-[-1px]" />
            <span className="min-w-0 break-words">
              {name} <span className="font-normal text-ink-muted">{one}</span>
            </span>
          </h2>
          <p className="pl-4 text-ink-muted text-sm">
            Deleted <When at={deletedAt} />
            {below === '' ? '' : `, ${below}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            aria-label={`Restore ${name}`}
            busy={busy === 'restore'}
            onClick={() => void attempt('restore', () => restore(id))}
          >
            <Undo2 aria-hidden="true" />
            Restore
          </Button>
          <ForGood
            label={`Delete ${name} for good`}
            words="Delete for good"
            sentence={
              below === '' ? 'It cannot be restored then.' : `It goes ${below}, and cannot be restored.`
            }
            busy={busy === 'purge'}
            act={() => void attempt('purge', () => purge(id))}
          />
        </div>
      </div>
      {problem === null ? null : (
        <p role="alert" className="mt-2 pl-4 text-danger">
          {problem}
        </p>
      )}
    </li>
  );
}

/** Where the focus goes when a row is gone: the same button of the next one, else of the one before, else the heading. */
function neighbourOf(row: HTMLElement | null): HTMLElement | null {
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  return beside?.querySelector('button') ?? document.querySelector<HTMLElement>('main h1');
}
