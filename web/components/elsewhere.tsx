import { Link } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Page } from './page.tsx';

/** The address names one company and the document belongs to another: it is opened there, and never edited here. */
export function ElsewhereState({ name, to }: { name: string; to: string }) {
  return (
    <Page title={name}>
      <EmptyState
        title="This belongs to another company"
        actions={
          <Button asChild variant="primary">
            <Link to={to} replace>
              Open it there
            </Link>
          </Button>
        }
      >
        The address is of one company, and this document lies in another. It may have been moved.
      </EmptyState>
    </Page>
  );
}
