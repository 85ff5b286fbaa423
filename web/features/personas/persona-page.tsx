import { Page } from '../../components/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function PersonaPage() {
  return (
    <Page title="Persona">
      <EmptyState title="This screen is still to come">
        Demographics, use cases, objections, goals and the purchase journey of one persona.
      </EmptyState>
    </Page>
  );
}
