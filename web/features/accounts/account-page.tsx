import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function AccountPage() {
  return (
    <Page title="Account">
      <EmptyState title="This screen is still to come">
        Firmographics, buying signals and reasons of one account.
      </EmptyState>
    </Page>
  );
}
