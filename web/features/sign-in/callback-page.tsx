import { OpenLayout } from '../../components/open-layout.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function CallbackPage() {
  return (
    <OpenLayout>
      <Page title="Signing in">
        <EmptyState title="This screen is still to come">Where a sign-in elsewhere comes back to.</EmptyState>
      </Page>
    </OpenLayout>
  );
}
