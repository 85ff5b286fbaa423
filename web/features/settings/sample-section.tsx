import { SampleButton } from '../../components/sample.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';

/** The example, for whoever wants to see it beside their own work or be rid of it. */
export function SampleSection() {
  return (
    <SettingsSection
      id="example"
      title="Example"
      description="An invented company with three accounts, five personas and five e-mails. It is marked wherever it is shown."
    >
      <SampleButton />
    </SettingsSection>
  );
}
