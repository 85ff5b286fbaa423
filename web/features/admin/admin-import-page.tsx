import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function AdminImportPage() {
  return (
    <Page title="Import for somebody">
      <EmptyState title="This screen is still to come">A dry run first, then the import.</EmptyState>
    </Page>
  );
}
