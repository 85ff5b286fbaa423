import { imports, type LeafClass, leafClasses, type ReceiptLeaf } from '@blossomer/contract';
import { useMemo, useState } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { kindWords } from '../kind-words.ts';
import { failureOf } from '../problem.ts';
import { usePages } from '../use-pages.ts';
import { useKeptTexts } from './use-kept-texts.ts';
import { classWords } from './words.ts';

export interface ReceiptLeavesProps {
  importId: string;
  leafClass: LeafClass | null;
  onLeafClass: (leafClass: LeafClass | null) => void;
  /** Classes that this import has, with their counts. */
  counts: Partial<Record<LeafClass, number>>;
}

const pageSize = 1000;

/** The receipt, value by value: where it stood in the browser, and where it stands now. */
export function ReceiptLeaves({ importId, leafClass, onLeafClass, counts }: ReceiptLeavesProps) {
  const [search, setSearch] = useState('');
  const { items: leaves, ...query } = usePages(
    ['imports', importId, 'receipt', leafClass],
    async ({ api, cursor, signal }) => {
      const asked = { limit: pageSize, ...(leafClass ? { class: leafClass } : {}), ...cursor };
      return (await api(imports.receipt, { params: { id: importId }, query: asked, signal })).body;
    },
    { isFinal: true },
  );
  const kept = useKeptTexts(importId);
  const found = useMemo(() => leaves.filter((leaf) => matches(leaf, search)), [leaves, search]);
  const choices = [
    { value: '', label: 'Every value' },
    ...leafClasses
      .filter((one) => (counts[one] ?? 0) > 0)
      .map((one) => ({
        value: one as string,
        label: `${classWords[one].title} (${counts[one]?.toLocaleString('en')})`,
      })),
  ];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <SearchInput
          label="Search the values"
          placeholder="Key, place or reason"
          value={search}
          onChange={setSearch}
          className="max-w-xs flex-1 basis-48"
        />
        <Select
          aria-label="What became of them"
          value={leafClass ?? ''}
          onChange={(chosen) => onLeafClass(leafClasses.find((one) => one === chosen) ?? null)}
          choices={choices}
          className="max-w-xs flex-1 basis-48"
        />
      </div>
      {query.error ? (
        <ErrorState
          title="The receipt could not be read"
          requestId={failureOf(query.error).requestId}
          actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
        >
          {failureOf(query.error).detail}
        </ErrorState>
      ) : null}
      {query.isPending ? (
        <Loading label="Loading the receipt" className="flex flex-col gap-2">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </Loading>
      ) : (
        <>
          <p role="status" className="text-ink-muted text-sm">
            {found.length.toLocaleString('en')} of {leaves.length.toLocaleString('en')} read
            {query.hasNextPage ? '; there are more.' : '.'}
          </p>
          {leafClass === 'conflict-kept-both' && kept.textOf === null ? (
            <Button className="self-start" busy={kept.isReading} onClick={kept.read}>
              Show what this import said there
            </Button>
          ) : null}
          {found.length > 0 ? (
            <VirtualList
              label="Values"
              items={found}
              idOf={({ key, pointer }) => `${key} ${pointer}`}
              estimate={58}
              className="max-h-[28rem] rounded-lg border border-line bg-surface"
            >
              {(leaf) => <Leaf leaf={leaf} text={kept.textOf?.(leaf) ?? null} />}
            </VirtualList>
          ) : null}
          {query.hasNextPage ? (
            <Button
              className="self-start"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Read the next {pageSize.toLocaleString('en')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

function Leaf({ leaf, text }: { leaf: ReceiptLeaf; text: string | null }) {
  const { key, pointer, entity, target, reason } = leaf;
  const words = classWords[leaf.class];
  return (
    <div className="border-line border-b px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Badge tone={words.fate === 'in' ? 'success' : 'neutral'}>{words.title}</Badge>
        <code className="min-w-0 break-all font-mono text-sm">
          {key}
          <span className="text-ink-faint">{pointer}</span>
        </code>
      </p>
      {entity || reason ? (
        <p className="mt-0.5 break-all text-ink-muted text-sm">
          {entity ? (
            <>
              {kindWords[entity.kind].one} <code className="font-mono text-xs">{target ?? '/'}</code>
            </>
          ) : null}
          {reason ? <span> {reason.replaceAll('-', ' ')}</span> : null}
        </p>
      ) : null}
      {text === null ? null : (
        <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words text-sm">
          {text || 'Empty'}
        </p>
      )}
    </div>
  );
}

function matches({ key, pointer, target, reason }: ReceiptLeaf, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === '' || `${key}${pointer} ${target ?? ''} ${reason ?? ''}`.toLowerCase().includes(wanted);
}
