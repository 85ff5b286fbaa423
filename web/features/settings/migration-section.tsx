import { migration, type Phase, phases } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { Failed } from '../../components/failed.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { shownTime } from '../../components/shown-time.ts';
import { usePerson } from '../../person.ts';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/states.tsx';

const words: Record<Phase, { title: string; means: string }> = {
  hybrid: {
    title: 'Account and copy',
    means: 'Everything is saved in your account; this browser keeps a copy of what was saved.',
  },
  'db-first': {
    title: 'Account first',
    means: 'As before, and the copy is read when the server cannot be reached.',
  },
  'db-only': { title: 'Account alone', means: 'Everything is in your account; no copy is needed any more.' },
};

/** Where the person is on the way from this browser to the database. The server decides it. */
export function MigrationSection() {
  const { person, api } = usePerson();
  const { data, error, refetch } = useQuery({
    queryKey: [person.id, 'migration'],
    queryFn: async ({ signal }) => (await api(migration.view, { signal })).body,
  });
  return (
    <SettingsSection
      id="migration"
      title="From the browser to your account"
      description="The steps on which work moves. A step forward needs a comparison without a difference."
    >
      {error && data === undefined ? <Failed error={error} retry={() => void refetch()} /> : null}
      {error === null && data === undefined ? <Skeleton className="h-24" /> : null}
      {data ? (
        <>
          <ol className="flex flex-col gap-2">
            {phases.map((phase, index) => (
              <li
                key={phase}
                aria-current={phase === data.phase ? 'step' : undefined}
                className={classNames(
                  'flex gap-3 rounded-md border px-3 py-2',
                  phase === data.phase ? 'border-primary' : 'border-line text-ink-muted',
                )}
              >
                <span className="tabular-nums">{index + 1}</span>
                <span>
                  <span className="font-medium text-ink">{words[phase].title}</span>
                  {phase === data.phase ? (
                    <span className="text-ink-muted text-sm"> (you are here)</span>
                  ) : null}
                  <span className="block text-ink-muted text-sm">{words[phase].means}</span>
                </span>
              </li>
            ))}
          </ol>
          <p className="mt-3 text-ink-muted text-sm">{comparedWords(data)}</p>
        </>
      ) : null}
    </SettingsSection>
  );
}

function comparedWords(now: {
  comparedAt: string | null;
  clean: boolean | null;
  why: string | null;
}): string {
  const { comparedAt, clean, why } = now;
  const compared =
    comparedAt === null
      ? 'Not compared yet in this step.'
      : `Compared ${shownTime(comparedAt)}: ${clean ? 'everything is the same.' : 'there were differences.'}`;
  return why === null ? compared : `${compared} ${why}`;
}
