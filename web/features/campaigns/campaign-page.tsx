import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function CampaignPage() {
  return (
    <Page title="Campaign">
      <EmptyState title="This screen is still to come">
        An e-mail in labelled parts or as one text.
      </EmptyState>
    </Page>
  );
}
