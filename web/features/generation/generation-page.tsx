import type { Generation } from '@blossomer/contract';
import { useEffect, useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { askedAgain } from '../../components/generation/ask-again.ts';
import { GenerationFailure } from '../../components/generation/generation-failure.tsx';
import { PartialDocument } from '../../components/generation/partial-document.tsx';
import { ProgressCard } from '../../components/generation/progress-card.tsx';
import { StartFailure } from '../../components/generation/start-failure.tsx';
import { titleOf } from '../../components/generation/titles.ts';
import { useBeginAndWatch } from '../../components/generation/use-begin.ts';
import { useByHand } from '../../components/generation/use-by-hand.ts';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { useOpenDocument } from '../../components/open-document.ts';
import { Page } from '../../components/page.tsx';
import { PendingPage } from '../../components/pending-page.tsx';
import { failureOf } from '../../components/problem.ts';
import { useGenerations, useWatched, type Watched } from '../../data/generations.ts';
import { useCompanyOnScreen, usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { endOf, hasEnded } from '../../workspace/generations.ts';

/** One generation while it happens; it gives way to the document that it wrote. */
export function GenerationPage() {
  const id = useScreenParam('generationId');
  return <Watching key={id} id={id} />;
}

function Watching({ id }: { id: string }) {
  const { place } = usePlace();
  const watched = useWatched(id);
  const { generation, error, retry } = watched;
  useOpenWhenDone(generation);
  if (generation === undefined) {
    if (error === null) return <PendingPage />;
    if (failureOf(error).kind === 'missing') return <NotFoundPage />;
    return (
      <Page title="A generation">
        <Failed error={error} retry={retry} />
      </Page>
    );
  }
  return (
    <Page
      title={titleOf(generation)}
      description={hasEnded(generation.state) || watched.progress.end ? undefined : waitingWords[place]}
    >
      {error ? <Failed error={error} retry={retry} className="mb-4" /> : null}
      <Content generation={generation} watched={watched} />
    </Page>
  );
}

function useOpenWhenDone(generation: Generation | undefined): void {
  const openDocument = useOpenDocument();
  const isDone = generation?.state === 'done';
  const { kind = 'company', documentId = '' } = generation ?? {};
  useEffect(() => {
    if (isDone) openDocument(kind, documentId, { replace: true });
  }, [isDone, kind, documentId, openDocument]);
}

function Content({ generation, watched: { progress } }: { generation: Generation; watched: Watched }) {
  const { kind } = generation;
  const cancelling = useCancel(generation.id);
  const byHand = useByHand();
  const again = useAgain(generation);
  const end = progress.end ?? endOf(generation);
  const onByHand = generation.again ? null : () => byHand(generation, progress.partial);
  if (end === null || end.event === 'done') {
    return (
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="order-last min-w-0 lg:order-first">
          <PartialDocument kind={kind} partial={progress.partial} isComing />
        </div>
        <ProgressCard
          generation={generation}
          progress={progress}
          onCancel={cancelling.cancel}
          isCancelling={cancelling.isBusy}
        />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      {again.error ? <StartFailure error={again.error} /> : null}
      {end.event === 'failed' ? (
        <GenerationFailure
          generation={generation}
          problem={end.data}
          onTryAgain={again.start}
          isTrying={again.isBusy}
          onByHand={onByHand}
        />
      ) : (
        <EmptyState
          title="You stopped it"
          actions={
            <>
              {again.start ? (
                <Button variant="primary" onClick={again.start} busy={again.isBusy}>
                  Start again
                </Button>
              ) : null}
              {onByHand ? <Button onClick={onByHand}>Continue by hand</Button> : null}
            </>
          }
        >
          {generation.again ? 'The document is as it was.' : 'Nothing was written.'}
        </EmptyState>
      )}
      {progress.fields > 0 ? (
        <section aria-labelledby="so-far" className="grid grid-cols-1 gap-3">
          <h2 id="so-far" className="font-semibold text-lg">
            What it had written by then
          </h2>
          <PartialDocument kind={kind} partial={progress.partial} isComing={false} />
        </section>
      ) : null}
    </div>
  );
}

function useCancel(id: string) {
  const generations = useGenerations();
  const [isBusy, setBusy] = useState(false);
  async function cancel() {
    setBusy(true);
    try {
      await generations?.cancel(id);
    } catch (error) {
      setBusy(false);
      const { title, detail } = failureOf(error);
      showProblem(title, { detail });
    }
  }
  return { isBusy, cancel: () => void cancel() };
}

/** The same once more, in the place of this one. */
function useAgain(generation: Generation) {
  const { isBusy, error, begin } = useBeginAndWatch(useCompanyOnScreen() ?? undefined, { replace: true });
  const asked = askedAgain(generation);
  return { isBusy, error, start: asked === null ? null : () => begin(asked) };
}

const waitingWords = {
  app: 'Each part appears as soon as it is complete. You may leave this screen and come back.',
  playground:
    'Each part appears as soon as it is complete. You may look at other screens, but keep this tab open: without an account the work is done in it.',
} as const;
