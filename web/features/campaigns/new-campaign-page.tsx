import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function NewCampaignPage() {
  return (
    <Page title="New e-mail">
      <EmptyState title="This screen is still to come">
        Three steps: account and persona, use case and emphasis, template and call to action.
      </EmptyState>
    </Page>
  );
}
