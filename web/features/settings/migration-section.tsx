import { type Comparison, type Migration, type Phase, phases } from '@blossomer/contract';
import { useCallback, useEffect, useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { fieldName } from '../../components/field-names.ts';
import { counted, kindWords } from '../../components/kind-words.ts';
import { failureOf } from '../../components/problem.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { exactTime } from '../../components/when.tsx';
import { type MigrationView, useMigration } from '../../data/use-migration.ts';
import { useSession } from '../../data/use-session.ts';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { showProblem } from '../../ui/toast.tsx';
import type { MirrorComparison } from '../../workspace/mirror-comparison.ts';
import { PhaseSteps, phaseWords } from './phase-steps.tsx';

/** Where the person is on the way from this browser to the database. The server decides it. */
export function MigrationSection() {
  const view = useMigration();
  const [error, setError] = useState<Error | null>(null);
  const refresh = view?.refresh;
  const ask = useCallback(() => void refresh?.().then(() => setError(null), setError), [refresh]);
  useEffect(ask, [ask]); // Another browser or the operator may have closed what was offered.
  if (view === null) return null;
  const { migration } = view;
  return (
    <SettingsSection
      id="migration"
      title="From the browser to your account"
      description="The steps on which work moves. A step forward needs a comparison without a difference."
    >
      {migration === null ? (
        error === null ? (
          <Skeleton className="h-24" />
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

function Compared({ view, migration }: { view: MigrationView; migration: Migration }) {
  const { comparison, isComparing, mirrorProblem, compare, stepTo, renew } = view;
  const isDamaged = comparison !== null && comparison.differing > 0;
  const attempt = (work: Promise<void>) =>
    void work.catch((error: unknown) =>
      showProblem('That did not work', { detail: failureOf(error).detail }),
    );
  return (
    <>
      <p role="status" className="text-ink-muted text-sm">
        {isComparing ? 'Comparing the copy with your account.' : standingWords(migration, comparison)}{' '}
        {mirrorProblem?.message}
      </p>
      {isDamaged ? <Differences comparison={comparison} /> : null}
      {migration.mayStepTo.includes('db-only') ? (
        <p className="text-sm">
          The next step is the last one: the copy goes from this browser, and there is no way back.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button busy={isComparing} onClick={() => attempt(compare())}>
          Compare now
        </Button>
        {isDamaged ? (
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
  const fields = (id: string) => {
    const found = leaves.find((one) => one.id === id);
    if (found === undefined) return '';
    const pointers = [...found.differs, ...found.onlyInBrowser, ...found.onlyOnServer];
    return `: ${[...new Set(pointers.map((pointer) => fieldName(pointer.replace(/\/\d+(\/.*)?$/, ''))))].join(', ')}`;
  };
  const more = omitted + Math.max(0, different.length - shownMax);
  return (
    <>
      <ul aria-label="Differences" className="divide-y divide-line rounded-md border border-line text-sm">
        {different.slice(0, shownMax).map(({ kind, id, what, name }) => (
          <li key={id} className="px-3 py-1.5">
            <Dot tone={kindWords[kind].tone} className="mr-2 inline-block" />
            <span className="sr-only">{kindWords[kind].one}: </span>
            <span className="font-medium">
              {session.shown(kind, id)?.name ?? name ?? `a ${kindWords[kind].one}`}
            </span>{' '}
            <span className="text-ink-muted">{differenceWords[what] + fields(id)}</span>
          </li>
        ))}
        {more > 0 ? (
          <li className="px-3 py-1.5 text-ink-muted">
            and {counted(more, { one: 'document', many: 'documents' })} more
          </li>
        ) : null}
      </ul>
      <p className="text-ink-muted text-sm">
        Your account is as you saved it. Made anew, the copy is what your account has; what stands in the copy
        alone is gone then.
      </p>
    </>
  );
}

const differenceWords: Record<Comparison['different'][number]['what'], string> = {
  differs: 'differs in the copy',
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

/** The server's reason, where the other words do not say it already. */
function standingWords(
  { phase, furthest, comparedAt, clean, why }: Migration,
  comparison: MirrorComparison | null,
): string {
  const reason = phase === furthest || clean === true ? (why ?? '') : '';
  if (comparedAt === null) return `The copy was not compared in this step yet. ${reason}`;
  const where = comparison === null ? ' in this browser or another one of yours' : '';
  const found = comparison === null ? foundByOthers(clean) : foundWords(comparison);
  return `Last compared ${exactTime(comparedAt)}${where}: ${found} ${reason}`;
}

function foundByOthers(clean: boolean | null): string {
  return clean ? 'everything was the same.' : 'not everything was the same. Compare again.';
}

function foundWords({ clean, same, differing }: MirrorComparison): string {
  const documents = counted(same, { one: 'document is', many: 'documents are' });
  if (differing > 0) return `${documents} the same, ${differing} ${differing === 1 ? 'is' : 'are'} not.`;
  return clean ? `${documents} the same, and none differs.` : 'something was saved meanwhile. Compare again.';
}
