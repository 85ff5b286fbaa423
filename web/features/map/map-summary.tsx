import { CircleCheck } from 'lucide-react';
import { counted, kindWords } from '../../components/kind-words.ts';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/checkbox.tsx';
import { type MapNode, missingCounts } from './map-tree.ts';

export interface MapSummaryProps {
  tree: MapNode;
  onlyIncomplete: boolean;
  setOnlyIncomplete: (only: boolean) => void;
  foldAll: (isFolded: boolean) => void;
  mayOpenAll: boolean;
}

/** What is missing, in numbers, and how much of the map is shown. */
export function MapSummary(props: MapSummaryProps) {
  const { tree, onlyIncomplete, setOnlyIncomplete, foldAll, mayOpenAll } = props;
  const missing = missingCounts(tree);
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      {missing.length === 0 ? (
        <p className="flex items-center gap-2 text-success">
          <CircleCheck aria-hidden="true" className="size-4" />
          Nothing is missing.
        </p>
      ) : (
        <ul aria-label="What is missing" className="flex flex-wrap gap-x-5 gap-y-1">
          {missing.map(({ kind, what, count }) => (
            <li key={kind + what} className="flex items-center gap-2">
              <Dot tone={kindWords[kind].tone} />
              <span data-numbers>{`${counted(count, kindWords[kind])}: ${what}`}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {missing.length === 0 ? null : (
          <Switch label="Only what is incomplete" checked={onlyIncomplete} onChange={setOnlyIncomplete} />
        )}
        <Button size="small" variant="quiet" onClick={() => foldAll(true)}>
          Fold all
        </Button>
        {mayOpenAll ? (
          <Button size="small" variant="quiet" onClick={() => foldAll(false)}>
            Open all
          </Button>
        ) : null}
      </div>
    </div>
  );
}
