import { type Phase, phases } from '@blossomer/contract';
import { classNames } from '../../ui/class-names.ts';

export const phaseWords: Record<Phase, { title: string; means: string }> = {
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

export function PhaseSteps({ phase: here }: { phase: Phase }) {
  return (
    <ol className="flex flex-col gap-2">
      {phases.map((phase, index) => (
        <li
          key={phase}
          aria-current={phase === here ? 'step' : undefined}
          className={classNames(
            'flex gap-3 rounded-md border px-3 py-2',
            phase === here ? 'border-primary' : 'border-line text-ink-muted',
          )}
        >
          <span className="tabular-nums">{index + 1}</span>
          <span>
            <span className="font-medium text-ink">{phaseWords[phase].title}</span>
            {phase === here ? <span className="text-ink-muted text-sm"> (you are here)</span> : null}
            <span className="block text-ink-muted text-sm">{phaseWords[phase].means}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
