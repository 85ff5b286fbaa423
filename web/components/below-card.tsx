import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Listed } from '../data/hooks.ts';
import { Dot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../ui/card.tsx';
import { Loading, Skeleton } from '../ui/states.tsx';
import { Failed } from './failed.tsx';

interface Named {
  id: string;
  name: string;
}

export interface BelowCardProps<Item extends Named> {
  title: string;
  tone: 'green' | 'purple' | 'orange';
  list: Listed<Item>;
  linkOf: (item: Item) => string;
  /** A line below the name. */
  noteOf?: (item: Item) => ReactNode;
  /** Says what belongs here, while there is nothing. */
  empty: ReactNode;
  /** The button that adds one. */
  add: ReactNode;
}

/** What hangs below the document on screen, each with its link. */
export function BelowCard<Item extends Named>(props: BelowCardProps<Item>) {
  const { title, tone, list, linkOf, noteOf, empty, add } = props;
  const { items, isLoading, error, hasMore, loadMore, refresh } = list;
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <CardHeader
        title={
          <span id={id} className="inline-flex items-center gap-2">
            <Dot tone={tone} />
            {title}
          </span>
        }
        description={items.length === 0 ? undefined : `${items.length}${hasMore ? ' and more' : ''}`}
      />
      <CardBody>
        {isLoading ? (
          <Loading label={`Loading: ${title}`}>
            <Skeleton className="w-4/5" />
            <Skeleton className="mt-2 w-1/2" />
          </Loading>
        ) : null}
        {error && items.length === 0 ? <Failed error={error} retry={refresh} /> : null}
        {items.length === 0 && !isLoading && !error ? <p className="text-ink-muted">{empty}</p> : null}
        <ul className="-mx-2">
          {items.map((item) => (
            <li key={item.id}>
              <Link to={linkOf(item)} className="block rounded-md px-2 py-1.5 hover:bg-hover">
                <span className="block break-words font-medium">{item.name}</span>
                {noteOf ? (
                  <span className="block truncate text-ink-muted text-sm">{noteOf(item)}</span>
                ) : null}
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-2 flex flex-wrap gap-2">
          {add}
          {hasMore ? (
            <Button variant="quiet" size="small" onClick={loadMore}>
              Show more
            </Button>
          ) : null}
        </div>
      </CardBody>
    </Card>
  );
}

/** A button of such a card. */
export function AddBelow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="small" onClick={onClick}>
      <Plus aria-hidden="true" />
      {label}
    </Button>
  );
}
