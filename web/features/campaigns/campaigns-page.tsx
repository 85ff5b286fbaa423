import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function CampaignsPage() {
  return (
    <Page title="Campaigns">
      <EmptyState title="This screen is still to come">E-mails and other messages, with search.</EmptyState>
    </Page>
  );
}
