import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function AuditPage() {
  return (
    <Page title="Audit">
      <EmptyState title="This screen is still to come">What admins did, and to whom.</EmptyState>
    </Page>
  );
}
