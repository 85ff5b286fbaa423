import type { ImportView } from '@blossomer/contract';
import { useState } from 'react';
import { fieldName } from '../../components/field-names.ts';
import { kindWords } from '../../components/kind-words.ts';
import { linesOf } from '../../components/text-diff.ts';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

export interface ReplacedTextsProps {
  replaced: readonly ImportView['replaced'][number][];
  /** How it comes back. */
  wayBack?: string;
}

/** What stood in the account where the import's text stands now: nothing of it is lost. */
export function ReplacedTexts({ replaced, wayBack = 'an undo brings it back' }: ReplacedTextsProps) {
  const [all, setAll] = useState(false);
  if (replaced.length === 0) return null;
  const shown = all ? replaced : replaced.slice(0, shownMax);
  return (
    <section aria-labelledby="replaced" className="flex flex-col gap-3">
      <div>
        <h2 id="replaced" className="font-semibold text-lg">
          What stood there before
        </h2>
        <p className="text-ink-muted">
          The import's text stands in these places now. This is what your account said; {wayBack}.
        </p>
      </div>
      <ul
        aria-label="Replaced"
        className="divide-y divide-line rounded-lg border border-line bg-surface [&_li]:px-3 [&_li]:py-2"
      >
        {shown.map(({ kind, id, name, pointer, value }) => (
          <li key={`${id}${pointer}`}>
            <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <Dot tone={kindWords[kind].tone} className="self-center" />
              <span className="sr-only">{kindWords[kind].one}: </span>
              <span className="min-w-0 break-words font-medium">{name}</span>
              <span className="text-ink-muted">{fieldName(pointer)}</span>
            </p>
            <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words">
              {linesOf(value).join('\n') || 'Empty'}
            </p>
          </li>
        ))}
      </ul>
      {replaced.length > shown.length ? (
        <Button variant="link" className="self-start" onClick={() => setAll(true)}>
          Show all {replaced.length}
        </Button>
      ) : null}
    </section>
  );
}

const shownMax = 20;
