import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { factsInWords } from '../../components/imports/work-facts.ts';
import { failureOf } from '../../components/problem.ts';
import { saveJson } from '../../components/save-file.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { useSignIn } from '../../components/use-sign-in.ts';
import { useOutbox } from '../../data/hooks.ts';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { keptHere } from '../../workspace/browser-storage.ts';
import { type BrowserWork, factsOf, findWork } from '../../workspace/claim-work.ts';
import { clearPlayground, playgroundExport } from '../../workspace/playground.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { BrowserKeys } from './browser-keys.tsx';
import { SampleSection } from './sample-section.tsx';
import { TrashSection } from './trash-section.tsx';

/** Of somebody without an account: all of it is about this browser. */
export function PlaygroundSections() {
  const { flush } = useOutbox();
  const signIn = useSignIn();
  const [work, setWork] = useState<BrowserWork | null | undefined>(undefined);
  useEffect(() => {
    void flush().then(() => {
      const storage = keptHere();
      setWork(storage && findWork(storage));
    });
  }, [flush]);
  return (
    <>
      <SettingsSection
        id="browser"
        title="This browser"
        description="Without an account all of your work lies here, and nowhere else."
      >
        <div className="flex flex-col gap-4">
          {work === undefined ? null : (
            <p>{work === null ? 'Nothing is here yet.' : `${factsInWords(factsOf(work))}.`}</p>
          )}
          {work ? <BrowserKeys work={work} /> : null}
          <p className="text-ink-muted text-sm">
            Clearing the data of this site, or a private window that is closed, takes it away. With an account
            it is on every device.
          </p>
          <Button asChild variant="primary" className="self-start">
            <Link to={signIn}>Sign in to keep it</Link>
          </Button>
        </div>
      </SettingsSection>
      <AppearanceSection />
      <LocalExport />
      <SampleSection />
      <TrashSection />
      <Clear />
    </>
  );
}

function LocalExport() {
  const { flush } = useOutbox();
  async function save() {
    try {
      await flush();
      const storage = keptHere();
      if (storage)
        saveJson(
          `blossomer-playground-${new Date().toISOString().slice(0, 10)}.json`,
          playgroundExport(storage),
        );
    } catch (error) {
      showProblem('The file could not be made', { detail: failureOf(error).detail });
    }
  }
  return (
    <SettingsSection id="export" title="Export" description="All documents of the playground as a JSON file.">
      <Button onClick={() => void save()}>
        <Download aria-hidden="true" />
        Download JSON
      </Button>
    </SettingsSection>
  );
}

function Clear() {
  const { flush } = useOutbox();
  const [open, setOpen] = useState(false);
  async function clear() {
    try {
      await flush(); // What was typed last must not come back after it.
      const storage = keptHere();
      if (storage) clearPlayground(storage);
      location.assign(paths.playground.home); // A page of its own: nothing of it stays in the memory of this one.
    } catch (error) {
      setOpen(false);
      showProblem('The playground was not cleared', { detail: failureOf(error).detail });
    }
  }
  return (
    <SettingsSection
      id="clear"
      title="Clear the playground"
      description="Takes all documents of the playground out of this browser, its trash too. What old builds left here stays."
    >
      <Button onClick={() => setOpen(true)}>Clear the playground</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        width="narrow"
        title="Clear the playground?"
        description="Its documents are in this browser alone, so they are gone after this. Download them before, or sign in and bring them along."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" onClick={() => void clear()}>
              Clear it
            </Button>
          </>
        }
      />
    </SettingsSection>
  );
}
