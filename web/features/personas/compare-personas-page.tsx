import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function ComparePersonasPage() {
  return (
    <Page title="Compare personas">
      <EmptyState title="This screen is still to come">Two personas side by side.</EmptyState>
    </Page>
  );
}
