import { useLocation, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function NewCompanyPage() {
  const { website }: { website?: string } = useSearch({ strict: false });
  const { context } = useLocation().state;
  return (
    <Page title="New company">
      <EmptyState title="This screen is still to come">
        <p>The form that makes a company from its website. What you typed is here:</p>
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-ink">
          <dt className="text-ink-muted">Website</dt>
          <dd>{website ?? 'none'}</dd>
          <dt className="text-ink-muted">Context</dt>
          <dd className="whitespace-pre-wrap">{context ?? 'none'}</dd>
        </dl>
      </EmptyState>
    </Page>
  );
}
