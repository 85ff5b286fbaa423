import type { Generation } from '@blossomer/contract';
import { type ReactNode, useEffect } from 'react';
import { useGenerations, useWatched } from '../../data/generations.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { endOf, hasEnded } from '../../workspace/generations.ts';
import { Failed } from '../failed.tsx';
import { failureOf } from '../problem.ts';
import { askedAgain } from './ask-again.ts';
import { GenerationFailure } from './generation-failure.tsx';
import { stageWords } from './progress-card.tsx';
import { StartFailure } from './start-failure.tsx';
import { shortAddress } from './titles.ts';
import { useBegin } from './use-begin.ts';

interface AgainUnderWayProps {
  id: string;
  /** Another one takes its place; null: none does. */
  watch: (id: string | null) => void;
}

/** A generation of the document on screen, while the document stays readable and editable below. */
export function AgainUnderWay({ id, watch }: AgainUnderWayProps) {
  const { generation, progress, error, retry } = useWatched(id);
  const generations = useGenerations();
  const again = useBegin((next) => watch(next.id));
  const leave = generation !== undefined && (generation.state === 'done' || generation.state === 'cancelled');
  useEffect(() => {
    if (leave) watch(null);
  }, [leave, watch]);
  if (error) return <Failed error={error} retry={retry} className="mb-4" />;
  if (generation === undefined) return <Row words="Beginning" />;
  const tell = (reason: unknown) => {
    const { title, detail } = failureOf(reason);
    showProblem(title, { detail });
  };
  const end = progress.end ?? endOf(generation);
  if (end?.event === 'failed') {
    const asked = askedAgain(generation);
    return (
      <div className="mb-4 grid grid-cols-1 gap-4">
        {again.error ? <StartFailure error={again.error} /> : null}
        <GenerationFailure
          generation={generation}
          problem={end.data}
          isTrying={again.isBusy}
          onTryAgain={asked === null ? null : () => again.begin(asked)}
          onByHand={() => watch(null)}
        />
      </div>
    );
  }
  return (
    <Row words={wordsOf(generation, progress)}>
      {hasEnded(generation.state) ? null : (
        <Button size="small" onClick={() => void generations?.cancel(id).catch(tell)}>
          Cancel
        </Button>
      )}
    </Row>
  );
}

function wordsOf(generation: Generation, progress: ReturnType<typeof useWatched>['progress']): string {
  const stage = progress.stage ?? generation.stage;
  if (stage === null) return 'Waiting for its turn';
  const reading = progress.pages.find(({ state }) => state === 'reading');
  return stage === 'reading' && reading
    ? `Reading ${shortAddress(reading.url)}`
    : stageWords(stage, generation.kind);
}

function Row({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <section
      aria-label="Generating again"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5 shadow-card"
    >
      <Spinner className="text-primary" />
      <p aria-live="polite" className="min-w-0 flex-1">
        {words}
      </p>
      {children}
    </section>
  );
}
