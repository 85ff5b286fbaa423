import type { Generation, Regeneration } from '@blossomer/contract';
import { Check, RotateCcw } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { BeforeAndAfter } from '../before-and-after.tsx';
import { counted } from '../kind-words.ts';
import { linesOf } from '../text-diff.ts';
import { type Change, changeName, chosen, keptChanges, stateOf, takenChanges } from './changes.ts';

export interface WhatChangedProps {
  generation: Generation & { regeneration: Regeneration };
  document: object;
  /** Changes what is shown at that moment. */
  change: (how: (shown: object) => object) => void;
  onAccept: () => void;
  onReset: () => void;
}

const fields = { one: 'field', many: 'fields' };

/** After generating again: what the document took over, and what stayed because the person had edited it; both can be turned around. */
export function WhatChanged({ generation, document, change, onAccept, onReset }: WhatChangedProps) {
  const taken = takenChanges(generation.regeneration);
  const kept = keptChanges(generation.regeneration);
  const isSame = taken.length + kept.length === 0;
  const choose = (one: Change, choice: 'has' | 'other') => change((shown) => chosen(shown, one, choice));
  return (
    <Card aria-labelledby="what-changed" className="mb-5">
      <CardHeader
        title={<span id="what-changed">What changed</span>}
        description={
          isSame
            ? 'The new generation says the same as the document.'
            : `${counted(taken.length, fields)} took the new text, ${counted(kept.length, fields)} of yours stayed.`
        }
      />
      <CardBody className="grid grid-cols-1 items-start gap-x-6 gap-y-4 lg:grid-cols-2">
        <div className="flex flex-wrap gap-2 lg:col-span-2">
          <Button size="small" variant="primary" onClick={onAccept}>
            <Check aria-hidden="true" />
            {isSame ? 'Close' : 'Accept all'}
          </Button>
          {isSame ? null : (
            <Button size="small" onClick={onReset}>
              <RotateCcw aria-hidden="true" />
              Reset to generated
            </Button>
          )}
        </div>
        <Changes
          title="Taken over"
          hint={taken.every(wasEmpty) ? 'These were empty.' : 'Nobody had edited these.'}
          changes={taken}
        >
          {(one) => (
            <ChangeRow
              key={keyOf(one)}
              document={document}
              change={one}
              words={{
                ...{ before: one.other, after: one.has, back: 'Use the new text' },
                turn: turnWords(one),
              }}
              choose={choose}
            />
          )}
        </Changes>
        <Changes
          title="Kept as you have it"
          hint="Yours is struck through where the generated text differs."
          changes={kept}
        >
          {(one) => (
            <ChangeRow
              key={keyOf(one)}
              document={document}
              change={one}
              words={{ before: one.has, after: one.other, turn: 'Use generated', back: 'Back to mine' }}
              choose={choose}
            />
          )}
        </Changes>
      </CardBody>
    </Card>
  );
}

function turnWords(change: Change): string {
  if (!wasEmpty(change)) return 'Restore mine';
  return change.id === undefined ? 'Leave it empty' : 'Leave it out';
}

/** Of one that was taken over: there was no text of anybody's. */
const wasEmpty = ({ other }: Change) => linesOf(other).length === 0;
const keyOf = ({ pointer, id }: Change) => `${pointer} ${id ?? ''}`;

function Changes(props: {
  title: string;
  hint: string;
  changes: readonly Change[];
  children: (change: Change) => React.ReactNode;
}) {
  const { title, hint, changes, children } = props;
  if (changes.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="flex items-center gap-2 font-medium">
        {title}
        <Badge>{changes.length}</Badge>
      </h3>
      <p className="text-ink-muted text-sm">{hint}</p>
      <ul className="mt-2 grid max-h-[32rem] grid-cols-1 divide-y divide-line overflow-y-auto" tabIndex={-1}>
        {changes.map(children)}
      </ul>
    </section>
  );
}

interface ChangeRowProps {
  document: object;
  change: Change;
  words: { before: unknown; after: unknown; turn: string; back: string };
  choose: (change: Change, choice: 'has' | 'other') => void;
}

function ChangeRow({ document, change, words, choose }: ChangeRowProps) {
  const state = stateOf(document, change);
  const name = changeName(document, change);
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-40 break-words font-medium text-sm">{name}</p>
        {state === 'edited' ? (
          <span className="text-ink-muted text-sm">Edited since</span>
        ) : (
          <Button
            size="small"
            variant={state === 'has' ? 'secondary' : 'quiet'}
            aria-label={`${state === 'has' ? words.turn : words.back}: ${name}`}
            onClick={() => choose(change, state === 'has' ? 'other' : 'has')}
          >
            {state === 'has' ? words.turn : words.back}
          </Button>
        )}
      </div>
      <BeforeAndAfter before={words.before} after={words.after} />
    </li>
  );
}
