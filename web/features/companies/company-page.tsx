import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function CompanyPage() {
  return (
    <Page title="Company">
      <EmptyState title="This screen is still to come">
        The overview of a company: its profile, capabilities, positioning, objections, and its accounts.
      </EmptyState>
    </Page>
  );
}
