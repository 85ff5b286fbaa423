import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function SettingsPage() {
  return (
    <Page title="Settings">
      <EmptyState title="This screen is still to come">
        Profile, usage, export, import and its history, and what this browser keeps.
      </EmptyState>
    </Page>
  );
}
