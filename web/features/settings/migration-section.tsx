import { type Migration, type Phase, phases } from '@blossomer/contract';
import { useState } from 'react';
import { failureOf } from '../../components/problem.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { shownTime } from '../../components/shown-time.ts';
import { type MigrationView, useMigration } from '../../data/use-migration.ts';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { PhaseSteps, phaseWords } from './phase-steps.tsx';

/** Where the person is on the way from this browser to the database. The server decides it. */
export function MigrationSection() {
  const view = useMigration();
  return view === null ? null : <Way view={view} />;
}

function Way({ view }: { view: MigrationView }) {
  const { migration, refresh } = view;
  return (
    <SettingsSection
      id="migration"
      title="From the browser to your account"
      description="The steps on which work moves. A step forward needs a comparison without a difference."
    >
      {migration === null ? (
        <div className="flex flex-col items-start gap-3">
          <p className="text-ink-muted">The server could not be asked yet. Your work is not affected.</p>
          <Button onClick={() => void refresh().catch(tell)}>Ask again</Button>
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          <PhaseSteps phase={migration.phase} />
          {migration.phase === 'db-only' ? null : <Compared view={view} migration={migration} />}
        </div>
      )}
    </SettingsSection>
  );
}

function Compared({ view, migration }: { view: MigrationView; migration: Migration }) {
  const { comparison, isComparing, mirrorProblem, compare, stepTo } = view;
  const [stepping, setStepping] = useState(false);
  async function step(phase: Phase) {
    setStepping(true);
    await stepTo(phase).catch(tell);
    setStepping(false);
  }
  return (
    <>
      <p role="status" className="text-ink-muted text-sm">
        {comparedWords(migration)}{' '}
        {comparison && comparison.differing > 0
          ? `${comparison.differing.toLocaleString('en')} documents of the copy differ.`
          : ''}{' '}
        {mirrorProblem?.message}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button busy={isComparing} onClick={() => void compare().catch(tell)}>
          Compare now
        </Button>
        {migration.mayStepTo.map((phase) => (
          <Button key={phase} disabled={stepping} onClick={() => void step(phase)}>
            {stepWords(migration.phase, phase)}
          </Button>
        ))}
      </div>
    </>
  );
}

function tell(error: unknown): void {
  showProblem('That did not work', { detail: failureOf(error).detail });
}

function stepWords(from: Phase, to: Phase): string {
  const word = phases.indexOf(to) > phases.indexOf(from) ? 'Go on to' : 'Back to';
  return `${word}: ${phaseWords[to].title}`;
}

function comparedWords({ comparedAt, clean, why }: Migration): string {
  if (comparedAt === null) return 'Not compared yet in this step.';
  const found = clean ? 'everything is the same.' : 'there were differences.';
  return `Compared ${shownTime(comparedAt)}: ${found} ${why ?? ''}`;
}
