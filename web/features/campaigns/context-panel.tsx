import type { Account, Campaign, Persona } from '@blossomer/contract';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDocument } from '../../data/hooks.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';

export interface ContextPanelProps {
  campaign: Campaign;
  open: boolean;
  setOpen: (open: boolean) => void;
}

/** What is known about the reader, beside the text while it is written; below it on a phone. */
export function ContextPanel({ campaign, open, setOpen }: ContextPanelProps) {
  const { document: persona, isLoading } = useDocument('persona', campaign.personaId);
  const { document: account } = useDocument('account', campaign.accountId);
  if (!open) {
    return (
      <Button
        variant="quiet"
        aria-expanded={false}
        className="justify-self-start"
        onClick={() => setOpen(true)}
      >
        <PanelRightOpen aria-hidden="true" />
        <span className="lg:sr-only">Show what is known</span>
      </Button>
    );
  }
  return (
    <aside
      aria-label="What is known about the reader"
      className="min-w-0 rounded-lg border border-line bg-surface text-sm lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <header className="flex items-center justify-between gap-2 border-line border-b py-1.5 pr-1.5 pl-4">
        <h2 className="font-semibold text-base">{persona?.name ?? 'Persona'}</h2>
        <IconButton
          size="small"
          label="Hide what is known"
          aria-expanded
          icon={<PanelRightClose />}
          onClick={() => setOpen(false)}
        />
      </header>
      {isLoading ? (
        <Loading label="Loading the persona" className="grid grid-cols-1 gap-2 p-4">
          <Skeleton />
          <Skeleton className="w-4/5" />
          <Skeleton className="w-3/5" />
        </Loading>
      ) : (
        <Known persona={persona} account={account} useCaseId={campaign.data.config?.useCaseId} />
      )}
    </aside>
  );
}

interface KnownProps {
  persona: Persona | undefined;
  account: Account | undefined;
  /** The one that the e-mail is about: it comes first. */
  useCaseId: string | undefined;
}

function Known({ persona, account, useCaseId }: KnownProps) {
  const { useCases = [], buyingSignals = [], goals = [], objections = [] } = persona?.data ?? {};
  const ofAccount = account?.data.buyingSignals ?? [];
  const ordered = [...useCases].sort((one, other) => rank(other.id) - rank(one.id));
  function rank(id: string) {
    return id === useCaseId ? 1 : 0;
  }
  const isEmpty = [useCases, buyingSignals, ofAccount, goals, objections].every((list) => list.length === 0);
  if (isEmpty) {
    return (
      <p className="p-4 text-ink-muted">
        Nothing is written down yet. Use cases, pain points and signals of the persona appear here.
      </p>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4 px-4 py-3">
      <Section title="Use cases" when={ordered.length > 0}>
        {ordered.map(({ id, useCase, painPoints, capability, desiredOutcome }) => (
          <li key={id} className="grid grid-cols-1 gap-1">
            <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 font-medium">
              {useCase || 'Use case without a name'}
              {id === useCaseId ? <Badge tone="orange">This e-mail</Badge> : null}
            </p>
            <Told term="Pain" words={painPoints} />
            <Told term="We can" words={capability} />
            <Told term="Outcome" words={desiredOutcome} />
          </li>
        ))}
      </Section>
      <Signals title="Signals of the persona" signals={buyingSignals} />
      <Signals title="Signals of the account" signals={ofAccount} />
      <Words title="Goals" words={goals} />
      <Words title="Likely objections" words={objections} />
    </div>
  );
}

function Section({ title, when, children }: { title: string; when: boolean; children: ReactNode }) {
  if (!when) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-ink-muted text-xs">{title}</h3>
      <ul className="grid grid-cols-1 gap-2.5">{children}</ul>
    </section>
  );
}

function Told({ term, words }: { term: string; words: string | undefined }) {
  if (!words) return null;
  return (
    <p className="whitespace-pre-wrap">
      <span className="text-ink-muted">{`${term}: `}</span>
      {words}
    </p>
  );
}

function Signals({
  title,
  signals,
}: {
  title: string;
  signals: NonNullable<Persona['data']['buyingSignals']>;
}) {
  return (
    <Section title={title} when={signals.length > 0}>
      {signals.map((signal) => (
        <li key={signal.id}>
          <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 font-medium">
            {signal.title || 'Signal without a title'}
            {signal.priority ? <Badge tone={priorityTones[signal.priority]}>{signal.priority}</Badge> : null}
          </p>
          {signal.description ? <p className="text-ink-muted">{signal.description}</p> : null}
        </li>
      ))}
    </Section>
  );
}

const priorityTones: Record<'Low' | 'Medium' | 'High', Tone> = {
  Low: 'outline',
  Medium: 'neutral',
  High: 'warning',
};

function Words({ title, words }: { title: string; words: readonly string[] }) {
  return (
    <Section title={title} when={words.length > 0}>
      {[...new Set(words)].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </Section>
  );
}
