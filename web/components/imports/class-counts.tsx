import { type ImportReport, type LeafClass, leafClasses } from '@blossomer/contract';
import { ProgressBar } from '../../ui/states.tsx';
import { classWords } from './words.ts';

const fates = [
  { fate: 'in', title: 'In documents' },
  { fate: 'aside', title: 'Kept with the import, in no document' },
  { fate: 'nothing', title: 'Nothing to bring' },
] as const;

export interface ClassCountsProps {
  totals: ImportReport['totals'];
  /** Where the leaves of a class can be looked at. */
  onOpen?: (leafClass: LeafClass) => void;
}

/** What became of each value: the counts add up to all of them, so that nothing disappears without being named. */
export function ClassCounts({ totals, onOpen }: ClassCountsProps) {
  const { leaves, classes } = totals;
  const countOf = (leafClass: LeafClass) => classes[leafClass] ?? 0;
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface px-4 py-3.5">
      <p>
        <strong className="font-semibold">{leaves.toLocaleString('en')} values</strong> were read, and each of
        them is accounted for.
      </p>
      {fates.map(({ fate, title }) => {
        const shown = leafClasses.filter((one) => classWords[one].fate === fate && countOf(one) > 0);
        if (shown.length === 0) return null;
        const sum = shown.reduce((total, one) => total + countOf(one), 0);
        return (
          <div key={fate}>
            <h3 className="flex items-baseline justify-between gap-3 font-medium text-sm">
              {title}
              <span className="tabular-nums">{sum.toLocaleString('en')}</span>
            </h3>
            <ProgressBar
              label={`${title}: ${sum} of ${leaves}`}
              value={sum}
              max={Math.max(leaves, 1)}
              className="mt-1"
            />
            <dl className="mt-2 flex flex-col gap-1.5">
              {shown.map((one) => (
                <div key={one} className="flex items-baseline justify-between gap-3">
                  <dt className="min-w-0">
                    {onOpen ? (
                      <button
                        type="button"
                        onClick={() => onOpen(one)}
                        className="font-medium text-link underline-offset-4 hover:underline"
                      >
                        {classWords[one].title}
                      </button>
                    ) : (
                      <span className="font-medium">{classWords[one].title}</span>
                    )}{' '}
                    <span className="text-ink-muted text-sm">{classWords[one].means}</span>
                  </dt>
                  <dd className="tabular-nums">{countOf(one).toLocaleString('en')}</dd>
                </div>
              ))}
            </dl>
          </div>
        );
      })}
    </div>
  );
}
