import { type Comparison, type Migration, type Phase, phases } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureState } from '../../components/failure-state.tsx';
import { failureOf } from '../../components/problem.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { shownTime } from '../../components/shown-time.ts';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { showProblem } from '../../ui/toast.tsx';
import type { Migrating } from '../../workspace/migration.ts';
import { PhaseSteps, phaseWords } from './phase-steps.tsx';

/** Where the person is on the way from this browser to the database. The server decides it. */
export function MigrationSection() {
  const { migrating } = usePerson();
  return migrating === null ? null : <Way migrating={migrating} />;
}

function Way({ migrating }: { migrating: Migrating }) {
  const { person } = usePerson();
  const { data, error, refetch } = useQuery({
    queryKey: [person.id, 'migration'],
    queryFn: () => migrating.begin(),
  });
  return (
    <SettingsSection
      id="migration"
      title="From the browser to your account"
      description="The steps on which work moves. A step forward needs a comparison without a difference."
    >
      {error && data === undefined ? <FailureState error={error} retry={() => void refetch()} /> : null}
      {error === null && data === undefined ? <Skeleton className="h-24" /> : null}
      {data ? (
        <div className="flex flex-col gap-3">
          <PhaseSteps phase={data.phase} />
          {data.phase === 'db-only' ? null : (
            <Compared migrating={migrating} standing={data} renew={async () => void (await refetch())} />
          )}
        </div>
      ) : null}
    </SettingsSection>
  );
}

interface ComparedProps {
  migrating: Migrating;
  standing: Migration;
  renew: () => Promise<void>;
}

function Compared({ migrating, standing, renew }: ComparedProps) {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Comparison | null>(null);
  async function work(what: () => Promise<void>) {
    setBusy(true);
    try {
      await what();
      await renew();
    } catch (error) {
      showProblem('That did not work', { detail: failureOf(error).detail });
    }
    setBusy(false);
  }
  const problem = migrating.problem();
  return (
    <>
      <p role="status" className="text-ink-muted text-sm">
        {comparedWords(standing)} {found ? foundWords(found) : ''} {problem ? problem.message : ''}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button busy={busy} onClick={() => void work(async () => setFound(await migrating.compare()))}>
          Compare now
        </Button>
        {standing.mayStepTo.map((phase) => (
          <Button
            key={phase}
            disabled={busy}
            onClick={() => void work(async () => void (await migrating.step(phase)))}
          >
            {stepWords(standing.phase, phase)}
          </Button>
        ))}
      </div>
    </>
  );
}

function stepWords(from: Phase, to: Phase): string {
  const word = phases.indexOf(to) > phases.indexOf(from) ? 'Go on to' : 'Back to';
  return `${word}: ${phaseWords[to].title}`;
}

function foundWords({ same, differing, disturbed }: Comparison): string {
  if (disturbed) return 'Something was written meanwhile: compare again.';
  return differing === 0 ? `${same} documents are the same.` : `${same} are the same, ${differing} are not.`;
}

function comparedWords({ comparedAt, clean, why }: Migration): string {
  const compared =
    comparedAt === null
      ? 'Not compared yet in this step.'
      : `Compared ${shownTime(comparedAt)}: ${clean ? 'everything is the same.' : 'there were differences.'}`;
  return why === null || comparedAt === null ? compared : `${compared} ${why}`;
}
