import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function PersonasPage() {
  return (
    <Page title="Personas">
      <EmptyState title="This screen is still to come">Who decides, grouped by account.</EmptyState>
    </Page>
  );
}
