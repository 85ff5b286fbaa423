import { Link } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function HomePage() {
  const { paths } = usePlace();
  return (
    <Page title="Companies">
      <EmptyState
        title="No company yet"
        actions={
          <Button asChild variant="primary">
            <Link to={paths.newCompany()}>New company</Link>
          </Button>
        }
      >
        Everything begins with a company: what it sells, to whom, and how it differs. Start with its website.
      </EmptyState>
    </Page>
  );
}
