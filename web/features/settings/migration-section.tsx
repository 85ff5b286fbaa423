import { type Comparison, type EntityKind, type Migration, type Phase, phases } from '@blossomer/contract';
import { useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { fieldName } from '../../components/field-names.ts';
import { counted, kindWords } from '../../components/kind-words.ts';
import { failureOf } from '../../components/problem.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { shownTime } from '../../components/shown-time.ts';
import { type MigrationView, useMigration } from '../../data/use-migration.ts';
import { useSession } from '../../data/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { showProblem } from '../../ui/toast.tsx';
import type { MirrorComparison } from '../../workspace/mirror-comparison.ts';
import { PhaseSteps, phaseWords } from './phase-steps.tsx';

/** Where the person is on the way from this browser to the database. The server decides it. */
export function MigrationSection() {
  const view = useMigration();
  const [error, setError] = useState<Error | null>(null);
  if (view === null) return null;
  const { migration, refresh } = view;
  const ask = () => void refresh().then(() => setError(null), setError);
  return (
    <SettingsSection
      id="migration"
      title="From the browser to your account"
      description="The steps on which work moves. A step forward needs a comparison without a difference."
    >
      {migration === null ? (
        error === null ? (
          <Unknown ask={ask} />
        ) : (
          <Failed error={error} retry={ask} />
        )
      ) : (
        <div className="flex flex-col gap-3">
          <PhaseSteps phase={migration.phase} />
          {migration.phase === 'db-only' ? null : <Compared view={view} migration={migration} />}
        </div>
      )}
    </SettingsSection>
  );
}

/** The server could not be asked when the page was opened. */
function Unknown({ ask }: { ask: () => void }) {
  return (
    <>
      <Skeleton className="h-24" />
      <Button className="mt-3" onClick={ask}>
        Ask the server
      </Button>
    </>
  );
}

function Compared({ view, migration }: { view: MigrationView; migration: Migration }) {
  const { comparison, isComparing, mirrorProblem, compare, stepTo, renew } = view;
  const attempt = (work: Promise<void>) =>
    void work.catch((error: unknown) =>
      showProblem('That did not work', { detail: failureOf(error).detail }),
    );
  return (
    <>
      <p role="status" className="text-ink-muted text-sm">
        {isComparing ? 'Comparing.' : comparedWords(migration)} {comparison ? foundWords(comparison) : ''}{' '}
        {mirrorProblem?.message}
      </p>
      {comparison && !comparison.clean ? <Differences comparison={comparison} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button busy={isComparing} onClick={() => attempt(compare())}>
          Compare now
        </Button>
        {comparison && !comparison.clean ? (
          <Button disabled={isComparing} onClick={() => attempt(renew())}>
            Make the copy anew
          </Button>
        ) : null}
        {migration.mayStepTo.map((phase) => (
          <Button key={phase} disabled={isComparing} onClick={() => attempt(stepTo(phase))}>
            {stepWords(migration.phase, phase)}
          </Button>
        ))}
      </div>
    </>
  );
}

const shownMax = 20;

/** Which documents of the copy are not as the account has them, and in which fields. */
function Differences({ comparison }: { comparison: MirrorComparison }) {
  const session = useSession();
  const { different, omitted, leaves } = comparison;
  const name = (kind: EntityKind, id: string) => session.shown(kind, id)?.name ?? `a ${kindWords[kind].one}`;
  const fields = (id: string) => {
    const found = leaves.find((one) => one.id === id);
    if (found === undefined) return '';
    const pointers = [...found.differs, ...found.onlyInBrowser, ...found.onlyOnServer];
    return `: ${[...new Set(pointers.map((pointer) => fieldName(pointer.replace(/\/\d+(\/.*)?$/, ''))))].join(', ')}`;
  };
  const more = omitted + Math.max(0, different.length - shownMax);
  return (
    <ul aria-label="Differences" className="divide-y divide-line rounded-md border border-line text-sm">
      {different.slice(0, shownMax).map(({ kind, id, what }) => (
        <li key={id} className="px-3 py-1.5">
          <span className="font-medium">{name(kind, id)}</span>{' '}
          <span className="text-ink-muted">{differenceWords[what] + fields(id)}</span>
        </li>
      ))}
      {more > 0 ? (
        <li className="px-3 py-1.5 text-ink-muted">
          and {counted(more, { one: 'document', many: 'documents' })} more
        </li>
      ) : null}
    </ul>
  );
}

const differenceWords: Record<Comparison['different'][number]['what'], string> = {
  differs: 'is another one in the copy',
  ahead: 'is newer in the copy than it ever was in the account',
  behind: 'is older in the copy',
  'in-trash': 'is in the trash of the account',
  deleted: 'is deleted in the account',
  'only-in-browser': 'is in the copy alone',
  'only-on-server': 'is not in the copy',
};

function stepWords(from: Phase, to: Phase): string {
  const word = phases.indexOf(to) > phases.indexOf(from) ? 'Go on to' : 'Back to';
  return `${word}: ${phaseWords[to].title}`;
}

function foundWords({ same, differing }: MirrorComparison): string {
  return differing === 0 ? `${same} documents are the same.` : `${same} are the same, ${differing} are not.`;
}

function comparedWords({ comparedAt, clean, why }: Migration): string {
  const compared =
    comparedAt === null
      ? 'Not compared yet in this step.'
      : `Compared ${shownTime(comparedAt)}: ${clean ? 'everything is the same.' : 'there were differences.'}`;
  return why === null || comparedAt === null ? compared : `${compared} ${why}`;
}
