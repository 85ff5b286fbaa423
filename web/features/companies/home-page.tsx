import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Page } from '../../components/page.tsx';
import { PendingPage } from '../../components/pending-page.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { SampleBadge, SampleButton } from '../../components/sample.tsx';
import { useList } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';

/** The companies of this place, to choose one. */
export function HomePage() {
  const { paths } = usePlace();
  const { items, isLoading, error, hasMore, loadMore } = useList('company', {
    fields: 'summary',
    sort: 'name',
  });
  if (isLoading) return <PendingPage />;
  if (error && items.length === 0) return <ProblemPage error={error} />;
  const begin = (
    <Button asChild variant="primary">
      <Link to={paths.newCompany()}>
        <Plus aria-hidden="true" />
        New company
      </Link>
    </Button>
  );
  if (items.length === 0) {
    return (
      <Page title="Companies">
        <EmptyState
          title="No company yet"
          actions={
            <>
              {begin}
              <SampleButton />
            </>
          }
        >
          Everything begins with a company: what it sells, to whom, and how it differs. Start with its
          website, or look at an example first.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Companies" actions={begin}>
      <ul className="grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-3">
        {items.map(({ id, name, url, description }) => (
          <li
            key={id}
            className="relative rounded-lg border border-line bg-surface p-4 shadow-card hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <h2 className="text-lg">
              <Link to={paths.company(id)} className="outline-none after:absolute after:inset-0">
                {name}
              </Link>
              <SampleBadge of={{ id }} className="ml-2" />
            </h2>
            <p className="truncate text-ink-faint text-sm">{url}</p>
            <p className="mt-2 line-clamp-3 text-ink-muted">{description}</p>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button className="mt-4" onClick={loadMore}>
          Show more
        </Button>
      ) : null}
    </Page>
  );
}
