import { me, type Usage } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { Failed } from '../../components/failed.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { When } from '../../components/when.tsx';
import { usePerson } from '../../person.ts';
import { Loading, ProgressBar, Skeleton } from '../../ui/states.tsx';

type Limit = Usage['limits'][number];

/** What is used of each limit, and when it is free again. */
export function UsageSection() {
  const { person, api } = usePerson();
  const { data, error, refetch } = useQuery({
    queryKey: [person.id, 'usage'],
    queryFn: async ({ signal }) => (await api(me.usage, { signal })).body,
    staleTime: 10_000,
    refetchInterval: 30_000,
  });
  return (
    <SettingsSection
      id="usage"
      title="Usage"
      description={
        data?.exempt
          ? 'As an admin you are counted and not refused.'
          : 'Beyond a limit the server asks to wait.'
      }
    >
      {error && data === undefined ? <Failed error={error} retry={() => void refetch()} /> : null}
      {error === null && data === undefined ? (
        <Loading label="Loading the usage" className="grid gap-3 sm:grid-cols-2">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </Loading>
      ) : null}
      {data ? (
        <ul className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {data.limits.map((limit) => (
            <Meter key={`${limit.name} ${limit.windowSeconds}`} limit={limit} />
          ))}
          {data.generation.tokensLimit > 0 ? <Meter limit={tokensOf(data.generation)} /> : null}
        </ul>
      ) : null}
    </SettingsSection>
  );
}

/** What is reserved for generations under way counts as used. */
function tokensOf({ tokensLimit, tokensUsed, tokensReserved, ...window }: Usage['generation']): Limit {
  const remaining = Math.max(0, tokensLimit - tokensUsed - tokensReserved);
  return { name: 'generate-tokens', limit: tokensLimit, remaining, ...window };
}

function Meter({ limit: { name, limit, windowSeconds, remaining, resetsAt } }: { limit: Limit }) {
  const used = Math.max(0, limit - remaining);
  const title = words[name] ?? name;
  return (
    <li>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium text-sm">{title}</span>
        <span className="text-ink-muted text-sm tabular-nums">
          {used.toLocaleString('en')} of {limit.toLocaleString('en')} {windowWords(windowSeconds)}
        </span>
      </p>
      <ProgressBar label={`${title}: ${used} of ${limit}`} value={used} max={limit} className="mt-1.5" />
      {resetsAt && used > 0 ? (
        <p className="mt-1 text-ink-faint text-xs">
          free again <When at={resetsAt} isAhead />
        </p>
      ) : null}
    </li>
  );
}

const words: Record<string, string> = {
  read: 'Reading',
  write: 'Saving',
  import: 'Imports and exports',
  'generate-company': 'Company analyses',
  'generate-account': 'Generated accounts',
  'generate-persona': 'Generated personas',
  'generate-campaign': 'Generated campaigns',
  'generate-day': 'Generations together',
  'generate-tokens': 'Tokens of models',
};

function windowWords(seconds: number): string {
  const [word, size] = windows.find(([, each]) => seconds % each === 0 && seconds >= each) ?? ['second', 1];
  const count = seconds / size;
  return count === 1 ? `a ${word}`.replace('a hour', 'an hour') : `in ${count} ${word}s`;
}

const windows: readonly [string, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
