import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function MapPage() {
  return (
    <Page title="Map">
      <EmptyState title="This screen is still to come">
        Company, accounts, personas and campaigns as one picture, with what is missing.
      </EmptyState>
    </Page>
  );
}
