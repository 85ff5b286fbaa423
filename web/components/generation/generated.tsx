import type { EntityKind, Generation } from '@blossomer/contract';
import { History, Sparkles } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useActive, useAvailable, useGenerations, useLatest, useSetAside } from '../../data/generations.ts';
import { useEdit } from '../../data/hooks.ts';
import { Button } from '../../ui/button.tsx';
import type { AnyDocument } from '../../workspace/workspace.ts';
import { kindWords } from '../kind-words.ts';
import { useUndo } from '../use-undo.ts';
import { When } from '../when.tsx';
import { AgainDialog, againWords, canBeAsked } from './again-dialog.tsx';
import { AgainUnderWay } from './again-under-way.tsx';
import { LatestContext } from './evidence-mark.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { WhatChanged } from './what-changed.tsx';

interface GeneratedProps {
  kind: EntityKind;
  document: AnyDocument;
  children: ReactNode;
}

/** Around a document on its screen: where its text comes from, and what generating it again did and does. */
export function Generated({ kind, document, children }: GeneratedProps) {
  const latest = useLatest(document.id);
  return (
    <LatestContext value={latest ?? undefined}>
      <Again kind={kind} document={document} latest={latest} />
      {children}
    </LatestContext>
  );
}

interface AgainProps extends Omit<GeneratedProps, 'children'> {
  /** null: no generation wrote it; undefined: nobody knows yet. */
  latest: Generation | null | undefined;
}

function Again({ kind, document, latest }: AgainProps) {
  const canGenerate = useAvailable()?.kinds.includes(kind) ?? false;
  const [watchedId, watch] = useWatchedHere(document.id);
  const [asking, setAsking] = useState(false);
  const isFree = latest !== undefined && watchedId === null;
  const ask = isFree && canGenerate && canBeAsked(kind, document) ? () => setAsking(true) : null;
  return (
    <>
      {latest ? <StaleNotice kind={kind} id={document.id} onAgain={ask} /> : null}
      {watchedId === null ? null : <AgainUnderWay key={watchedId} id={watchedId} watch={watch} />}
      {latest || ask ? (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {latest ? <Origin latest={latest} /> : null}
          {ask ? (
            <Button size="small" variant="quiet" onClick={ask} className="ml-auto">
              {latest ? <History aria-hidden="true" /> : <Sparkles aria-hidden="true" />}
              {againWords(kind, latest ?? null).title}
            </Button>
          ) : null}
        </div>
      ) : null}
      {latest && isFree ? <Changed kind={kind} document={document} latest={latest} /> : null}
      {asking && latest !== undefined ? (
        <AgainDialog
          kind={kind}
          document={document}
          latest={latest}
          onOpenChange={setAsking}
          onBegun={(id) => {
            setAsking(false);
            watch(id);
          }}
        />
      ) : null}
    </>
  );
}

/** Of this document: one that was begun here or is found under way, and if it fails, until that is put away. */
function useWatchedHere(documentId: string): [string | null, (id: string | null) => void] {
  const active = useActive().find((one) => one.documentId === documentId);
  const [watched, setWatched] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  if (watched === null && active !== undefined && active.id !== over) setWatched(active.id);
  const watch = useCallback(
    (next: string | null) => {
      setOver(watched); // The list of those under way may name it a moment longer.
      setWatched(next);
    },
    [watched],
  );
  return [watched, watch];
}

function Origin({ latest: { provider, model, pages, endedAt, createdAt } }: { latest: Generation }) {
  const who =
    provider === 'reader'
      ? 'Taken from the website, without a model'
      : `Written by ${model ?? provider ?? 'a model'}`;
  const from =
    pages.length === 0 ? '' : pages.length === 1 ? ', from 1 page' : `, from ${pages.length} pages`;
  return (
    <p className="min-w-0 text-ink-muted text-sm">
      {`${who}${from}, `}
      <When at={endedAt ?? createdAt} />.{' '}
      {provider === 'reader'
        ? 'What the website does not say is left empty.'
        : 'Every line is yours to change.'}
    </p>
  );
}

/** What the last generation did to the document, until the person puts it away. */
function Changed({
  kind,
  document,
  latest,
}: {
  kind: EntityKind;
  document: AnyDocument;
  latest: Generation;
}) {
  const { change } = useEdit(kind, document.id);
  const setAside = useGenerations()?.setAside;
  const isSetAside = useSetAside();
  const reset = useReset(kind, document, latest);
  const mark = `changes ${latest.id}`;
  const { regeneration } = latest;
  const withChanges = useMemo(
    () => (regeneration === null ? null : { ...latest, regeneration }),
    [latest, regeneration],
  );
  if (withChanges === null || isSetAside(mark)) return null;
  return (
    <WhatChanged
      generation={withChanges}
      document={document}
      change={(how) => change((shown) => how(shown) as typeof shown)}
      onAccept={() => setAside?.add(mark)}
      onReset={reset}
    />
  );
}

/**
 * The document as it was generated, edits gone; what it was before comes back with one press. What no generation writes, as
 * what an import kept aside, stays.
 */
function useReset(kind: EntityKind, document: AnyDocument, { result }: Generation): () => void {
  const { change } = useEdit(kind, document.id);
  const offerUndo = useUndo();
  return useCallback(() => {
    if (result === null) return;
    const { name, data } = document;
    const generated = { ...data, ...result.data };
    change((shown) => ({ ...shown, name: result.name, data: generated }) as typeof shown);
    offerUndo(`The ${kindWords[kind].one} is as it was generated`, () =>
      change((shown) => ({ ...shown, name, data }) as typeof shown),
    );
  }, [change, document, result, kind, offerUndo]);
}
