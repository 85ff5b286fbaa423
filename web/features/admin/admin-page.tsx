import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function AdminPage() {
  return (
    <Page title="People">
      <EmptyState title="This screen is still to come">
        Everybody with an account, with counts and when they were last seen.
      </EmptyState>
    </Page>
  );
}
