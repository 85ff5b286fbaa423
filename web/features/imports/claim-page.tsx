import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function ClaimPage() {
  return (
    <Page title="Bring your work along">
      <EmptyState title="This screen is still to come">
        What this browser holds, and exactly what happens to it when it moves to your account.
      </EmptyState>
    </Page>
  );
}
