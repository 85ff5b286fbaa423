import { SettingsSection } from '../../components/settings-section.tsx';
import { type Theme, useTheme } from '../../preferences.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';

const themes: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Of this browser, not of the account. */
export function AppearanceSection() {
  const [theme, choose] = useTheme();
  return (
    <SettingsSection id="appearance" title="Appearance" description="In this browser.">
      <RadioGroup label="Theme" value={theme} onChange={choose} choices={themes} className="sm:grid-cols-3" />
    </SettingsSection>
  );
}
