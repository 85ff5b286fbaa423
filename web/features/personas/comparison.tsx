import type { Persona } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PriorityBadge } from '../../components/priority-badge.tsx';
import { SeniorityBadge } from '../../components/seniority-badge.tsx';
import { usePlace } from '../../place.ts';
import { Badge } from '../../ui/badge.tsx';
import { demographicFields } from './demographics.ts';

interface Side {
  persona: Persona;
  account: { id: string; name: string };
}

interface ComparisonProps {
  companyId: string;
  left: Side;
  right: Side;
}

/** Field by field; what both share is marked. On a phone each field has one below the other. */
export function Comparison({ companyId, left, right }: ComparisonProps) {
  const sides = [left, right];
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface shadow-card">
      <div className="sticky top-12 z-10 hidden grid-cols-2 border-line border-b bg-sunken sm:grid lg:top-0">
        {sides.map(({ persona, account }, index) => (
          <Head
            key={index === 0 ? 'left' : 'right'}
            companyId={companyId}
            persona={persona}
            account={account}
          />
        ))}
      </div>
      {rowsFor(left.persona, right.persona).map(({ title, cells }) => (
        <section key={title} className="border-line not-last:border-b">
          <h2 className="px-4 pt-3 font-semibold text-sm sm:font-medium sm:text-ink-muted">{title}</h2>
          <div className="grid grid-cols-1 sm:grid-cols-2">
            {cells.map((cell, index) => (
              <div key={index === 0 ? 'left' : 'right'} className="min-w-0 px-4 pt-1 pb-3">
                <h3 className="mb-0.5 break-words text-ink-faint text-xs sm:sr-only">
                  {sides[index]?.persona.name}
                </h3>
                {cell ?? <p className="text-ink-faint">Nothing yet</p>}
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function Head({ companyId, persona, account }: Side & { companyId: string }) {
  const { paths } = usePlace();
  return (
    <p className="min-w-0 px-4 py-2">
      <Link
        to={paths.persona(companyId, persona.id)}
        className="block truncate font-semibold underline-offset-4 hover:underline"
      >
        {persona.name}
      </Link>
      <span className="block truncate text-ink-muted text-sm">{account.name}</span>
    </p>
  );
}

interface ComparedRow {
  title: string;
  cells: readonly [ReactNode | null, ReactNode | null];
}

function rowsFor(left: Persona, right: Persona): ComparedRow[] {
  const both = (title: string, cell: (own: Persona, other: Persona) => ReactNode | null): ComparedRow => ({
    title,
    cells: [cell(left, right), cell(right, left)],
  });
  return [
    both('Description', ({ data }) => (data.description ? <Text text={data.description} /> : null)),
    both('Rank', ({ data }) =>
      data.demographics?.seniority?.length ? <SeniorityBadge words={data.demographics.seniority} /> : null,
    ),
    ...demographicFields.map(({ key, label }) =>
      both(label, (own, other) => tags(own.data.demographics?.[key], other.data.demographics?.[key])),
    ),
    both('Use cases', useCaseCell),
    both('Likely Objections', ({ data }) => points(data.objections)),
    both('Goals', ({ data }) => points(data.goals)),
    both('Purchase Journey', ({ data }) => points(data.purchaseJourney)),
    both('Buying signals', signalCell),
    both('Rationale', ({ data }) => points(data.rationale)),
  ];
}

function Text({ text }: { text: string }) {
  return <p className="whitespace-pre-wrap break-words">{text}</p>;
}

function tags(own: readonly string[] = [], other: readonly string[] = []): ReactNode | null {
  if (own.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1">
      {[...new Set(own)].map((tag) => (
        <li key={tag} className="max-w-full">
          <Badge
            tone={other.includes(tag) ? 'purple' : 'neutral'}
            className="whitespace-normal break-words text-sm"
          >
            {tag}
            {other.includes(tag) ? <span className="sr-only"> (both)</span> : null}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

function points(texts: readonly string[] = []): ReactNode | null {
  if (texts.length === 0) return null;
  return (
    <ol className="list-decimal pl-5 marker:text-ink-faint">
      {[...new Set(texts)].map((text) => (
        <li key={text} className="break-words">
          {text}
        </li>
      ))}
    </ol>
  );
}

function useCaseCell({ data }: Persona): ReactNode | null {
  const all = data.useCases ?? [];
  if (all.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-2">
      {all.map(({ id, useCase, painPoints, capability, desiredOutcome }) => (
        <li key={id} className="min-w-0 break-words">
          <p className="font-medium">{useCase || 'Without a name'}</p>
          {[painPoints, capability, desiredOutcome].filter(Boolean).map((text) => (
            <p key={text} className="text-ink-muted text-sm">
              {text}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function signalCell({ data }: Persona): ReactNode | null {
  const all = data.buyingSignals ?? [];
  if (all.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-1">
      {all.map((signal) => (
        <li key={signal.id} className="flex min-w-0 items-baseline gap-2">
          <span className="min-w-0 break-words">{signal.title || 'Without a title'}</span>
          <PriorityBadge signals={[signal]} />
        </li>
      ))}
    </ul>
  );
}
