import { Page } from '../../components/page.tsx';
import { useSignedIn } from '../../person.ts';
import { AccountSection } from './account-section.tsx';
import { ActsSection } from './acts-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { BrowserSection } from './browser-section.tsx';
import { ExportSection } from './export-section.tsx';
import { HistorySection } from './history-section.tsx';
import { ImportSection } from './import-section.tsx';
import { MigrationSection } from './migration-section.tsx';
import { PlaygroundSections } from './playground-sections.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SampleSection } from './sample-section.tsx';
import { TrashSection } from './trash-section.tsx';
import { UsageSection } from './usage-section.tsx';

/** What belongs to the person and to this browser rather than to a document. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <div className="flex max-w-3xl flex-col gap-4">
        {useSignedIn() === null ? <PlaygroundSections /> : <Sections />}
      </div>
    </Page>
  );
}

function Sections() {
  return (
    <>
      <ProfileSection />
      <UsageSection />
      <AppearanceSection />
      <ImportSection />
      <HistorySection />
      <ExportSection />
      <BrowserSection />
      <MigrationSection />
      <ActsSection />
      <SampleSection />
      <TrashSection />
      <AccountSection />
    </>
  );
}
