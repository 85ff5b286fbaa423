import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function AccountsPage() {
  return (
    <Page title="Accounts">
      <EmptyState title="This screen is still to come">
        The segments worth selling to, with search, filters and sorting.
      </EmptyState>
    </Page>
  );
}
