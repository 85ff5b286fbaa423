import {
  type EntityKind,
  type Generation,
  type GenerationStage,
  generationStages,
} from '@blossomer/contract';
import { Check, CircleSlash, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PageSeen, Progress } from '../../data/progress.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { kindWords } from '../kind-words.ts';
import { shortAddress } from './titles.ts';

interface ProgressCardProps {
  generation: Generation;
  progress: Progress;
  onCancel: () => void;
  isCancelling: boolean;
}

/** How far a generation is, what is being read, and the way out of it. */
export function ProgressCard({ generation, progress, onCancel, isCancelling }: ProgressCardProps) {
  const { kind, startedAt, createdAt } = generation;
  const { pages, restarted } = progress;
  const stage = progress.stage ?? generation.stage;
  return (
    <Card aria-labelledby="progress-heading" className="lg:sticky lg:top-4">
      <CardHeader
        title={<span id="progress-heading">Progress</span>}
        actions={<Elapsed since={startedAt ?? createdAt} />}
      />
      <CardBody>
        <ol className="grid grid-cols-1 gap-2.5">
          {generationStages.map((one) => (
            <Stage key={one} stage={one} now={stage} kind={kind}>
              {one === 'reading' && pages.length > 0 ? <Pages pages={pages} /> : null}
            </Stage>
          ))}
        </ol>
        {restarted ? (
          <p className="mt-3 text-ink-muted text-sm">
            {`Begun anew${restarted.provider === null ? '' : ` with ${restarted.provider}`}: ${restarted.reason}`}
          </p>
        ) : null}
        <Button className="mt-4 w-full" onClick={onCancel} busy={isCancelling}>
          <X aria-hidden="true" />
          Cancel
        </Button>
        <p aria-live="polite" className="sr-only">
          {announcement(stage, kind, pages)}
        </p>
      </CardBody>
    </Card>
  );
}

/** Said once for each step; fields are too many to be read out. */
function announcement(stage: GenerationStage | null, kind: EntityKind, pages: readonly PageSeen[]): string {
  if (stage === null) return 'Waiting for its turn.';
  if (stage !== 'reading') return `${stageWords(stage, kind)}.`;
  const reading = pages.find(({ state }) => state === 'reading');
  return reading === undefined ? `${stageWords(stage, kind)}.` : `Reading ${shortAddress(reading.url)}.`;
}

export function stageWords(stage: GenerationStage, kind: EntityKind): string {
  const words: Record<GenerationStage, string> = {
    reading: kind === 'company' ? 'Reading the website' : 'Reading what is known',
    writing: `Writing the ${kindWords[kind].one}`,
    checking: 'Checking the quotes',
    saving: 'Saving it',
  };
  return words[stage];
}

interface StageProps {
  stage: GenerationStage;
  now: GenerationStage | null;
  kind: EntityKind;
  children: React.ReactNode;
}

function Stage({ stage, now, kind, children }: StageProps) {
  const [place, current] = [
    generationStages.indexOf(stage),
    now === null ? -1 : generationStages.indexOf(now),
  ];
  const isNow = place === current;
  return (
    <li aria-current={isNow ? 'step' : undefined}>
      <p
        className={classNames(
          'flex items-center gap-2',
          isNow ? 'font-medium' : place < current ? 'text-ink-muted' : 'text-ink-faint',
        )}
      >
        <Mark state={isNow ? 'now' : place < current ? 'done' : 'next'} />
        {stageWords(stage, kind)}
        <span className="sr-only">{isNow ? ', now' : place < current ? ', done' : ''}</span>
      </p>
      {children}
    </li>
  );
}

function Mark({ state }: { state: 'now' | 'done' | 'next' }) {
  if (state === 'now') return <Spinner className="text-primary" />;
  if (state === 'done') return <Check aria-hidden="true" className="size-4 text-success" />;
  return <span aria-hidden="true" className="mx-1 size-2 rounded-full border border-line-strong" />;
}

function Pages({ pages }: { pages: readonly PageSeen[] }) {
  return (
    <ul aria-label="Pages" className="mt-1.5 ml-6 grid grid-cols-1 gap-1 text-sm">
      {pages.map(({ url, state, title, reason }) => (
        <li key={url} className="min-w-0">
          <p className={classNames('flex items-baseline gap-1.5', state === 'skipped' && 'text-ink-faint')}>
            <PageMark state={state} />
            <span className="min-w-0 break-words" title={title ?? undefined}>
              {shortAddress(url)}
            </span>
            <span className="sr-only">{`, ${state}`}</span>
          </p>
          {state === 'skipped' && reason ? <p className="ml-5 text-ink-faint text-xs">{reason}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function PageMark({ state }: { state: PageSeen['state'] }) {
  const styles = 'size-3.5 shrink-0 translate-y-0.5';
  if (state === 'reading') return <Spinner className={styles} />;
  if (state === 'read') return <Check aria-hidden="true" className={classNames(styles, 'text-success')} />;
  return <CircleSlash aria-hidden="true" className={styles} />;
}

/** Its own clock: nobody is told each second. */
function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span role="timer" aria-label="Time so far" data-numbers className="text-ink-muted text-sm">
      {shown}
    </span>
  );
}
