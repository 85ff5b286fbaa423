import type { EntityKind } from '@blossomer/contract';
import { Command } from 'cmdk';
import { useLayoutEffect } from 'react';
import { kindWords } from '../../components/kind-words.ts';
import { failureOf } from '../../components/problem.ts';
import { SampleBadge } from '../../components/sample.tsx';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchItem } from './search-item.tsx';
import { type Found, useFound, useRecent } from './use-found.ts';

type Choose = (kind: EntityKind, id: string) => void;

/** Nothing is typed yet: what was changed last. */
export function RecentDocuments({ choose }: { choose: Choose }) {
  const { items } = useRecent();
  if (items.length === 0) return null;
  return (
    <Command.Group heading="Changed last">
      {items.map((found) => (
        <FoundItem key={found.id} found={found} choose={choose} hint={kindWords[found.kind].one} />
      ))}
    </Command.Group>
  );
}

interface FoundDocumentsProps {
  typed: string;
  /** There are other results now. */
  found: () => void;
  choose: Choose;
}

export function FoundDocuments({ typed, found, choose }: FoundDocumentsProps) {
  const { groups, isLoading, error, refresh } = useFound(typed);
  const shown = groups.flatMap(({ items }) => items.map(({ id }) => id)).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told of each change of what is shown.
  useLayoutEffect(found, [shown, isLoading]);
  return (
    <>
      <p role="status" className={groups.length > 0 ? 'sr-only' : 'px-2 py-3 text-ink-muted'}>
        {statusOf(groups, isLoading, error)}
      </p>
      {error === null ? null : (
        <div role="alert" className="mx-2 my-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-danger">
          <span className="min-w-0 flex-1 basis-48">{failureOf(error).detail}</span>
          <Button size="small" onClick={refresh}>
            Try again
          </Button>
        </div>
      )}
      {groups.map(({ kind, items }) => (
        <Command.Group key={kind} heading={kindWords[kind].title}>
          {items.map((found) => (
            <FoundItem key={found.id} found={found} choose={choose} hint={found.description} />
          ))}
        </Command.Group>
      ))}
    </>
  );
}

function statusOf(groups: readonly { items: readonly Found[] }[], isLoading: boolean, error: Error | null) {
  if (isLoading) return 'Searching';
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (count > 0) return count === 1 ? '1 document' : `${count} documents`;
  return error === null ? 'No document has all of these words.' : '';
}

interface FoundItemProps {
  found: Found;
  choose: Choose;
  hint: string | null;
}

function FoundItem({ found, choose, hint }: FoundItemProps) {
  const { kind, id, name } = found;
  return (
    <SearchItem
      value={`${kind}/${id}`}
      icon={<Dot tone={kindWords[kind].tone} />}
      label={name}
      hint={hint}
      mark={<SampleBadge of={found} />}
      onSelect={() => choose(kind, id)}
    />
  );
}
