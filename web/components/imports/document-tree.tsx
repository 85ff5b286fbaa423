import type { ImportedDocument } from '@blossomer/contract';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Badge, Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { counted, kindWords } from '../kind-words.ts';
import { becauseWords, resultWords } from './words.ts';

/** What comes of an import, each below what it belongs to: company, accounts, personas, campaigns. */
export function DocumentTree({ documents }: { documents: readonly ImportedDocument[] }) {
  const tree = useMemo(() => treeOf(documents), [documents]);
  const opened = documents.length <= openedMax;
  return (
    <div className="rounded-lg border border-line bg-surface px-2 py-1.5">
      <Level nodes={tree} opened={opened} isRoot />
    </div>
  );
}

const openedMax = 60;
const shownAtOnce = 50;

interface Node {
  document: ImportedDocument;
  children: Node[];
}

function treeOf(documents: readonly ImportedDocument[]): Node[] {
  const nodes = new Map(
    documents.map((document): [string, Node] => [document.id, { document, children: [] }]),
  );
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.document.parentId ?? '');
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

function Level({
  nodes,
  opened,
  isRoot = false,
}: {
  nodes: readonly Node[];
  opened: boolean;
  isRoot?: boolean;
}) {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <ul
      {...(isRoot ? { 'aria-label': 'Documents' } : {})}
      className={classNames(!isRoot && 'ml-3 border-line border-l pl-1 sm:ml-3.5 sm:pl-2')}
    >
      {nodes.slice(0, shown).map((node) => (
        <Branch key={node.document.id} node={node} opened={opened} />
      ))}
      {nodes.length > shown ? (
        <li className="py-1 pl-2">
          <Button variant="link" onClick={() => setShown(shown + shownAtOnce * 4)}>
            Show {Math.min(nodes.length - shown, shownAtOnce * 4)} more of {nodes.length}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

function Branch({ node, opened }: { node: Node; opened: boolean }) {
  const [open, setOpen] = useState(opened);
  const { document, children } = node;
  return (
    <li>
      <div className="flex min-h-control items-center gap-1.5 rounded-md pr-1">
        {children.length === 0 ? (
          <span className="w-6 shrink-0" />
        ) : (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`${document.name}: ${belowOf(node)}`}
            onClick={() => setOpen(!open)}
            className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink"
          >
            <ChevronRight
              aria-hidden="true"
              className={classNames('size-4 transition-transform', open && 'rotate-90')}
            />
          </button>
        )}
        <Words document={document} below={open || children.length === 0 ? null : belowOf(node)} />
      </div>
      {open && children.length > 0 ? <Level nodes={children} opened={opened} /> : null}
    </li>
  );
}

function Words({ document, below }: { document: ImportedDocument; below: string | null }) {
  const { kind, name, result, because, conflicts } = document;
  const { word, tone } = resultWords[result];
  const reason = because === undefined ? undefined : becauseWords[because];
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-1">
      <Dot tone={kindWords[kind].tone} className="self-center" />
      <span className="sr-only">{kindWords[kind].one}: </span>
      <span className="min-w-0 break-words">{name}</span>
      <Badge tone={tone}>{word}</Badge>
      {conflicts.length > 0 ? (
        <Badge tone="warning">{counted(conflicts.length, edits)} of yours stay</Badge>
      ) : null}
      {reason ? <span className="text-ink-faint text-sm">{reason}</span> : null}
      {below ? <span className="text-ink-faint text-sm">{below}</span> : null}
    </div>
  );
}

const edits = { one: 'edit', many: 'edits' };

function belowOf({ children }: Node): string {
  const counts = new Map<ImportedDocument['kind'], number>();
  for (const { document } of children) counts.set(document.kind, (counts.get(document.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => counted(count, kindWords[kind])).join(', ');
}
