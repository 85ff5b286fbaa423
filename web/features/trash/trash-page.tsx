import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function TrashPage() {
  return (
    <Page title="Trash">
      <EmptyState title="This screen is still to come">
        What was deleted, each with all that was below it, to be restored or removed for good.
      </EmptyState>
    </Page>
  );
}
