import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function ReceiptPage() {
  return (
    <Page title="Import">
      <EmptyState title="This screen is still to come">What an import brought, value by value.</EmptyState>
    </Page>
  );
}
