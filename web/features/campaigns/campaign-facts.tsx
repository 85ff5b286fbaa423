import type { Campaign, Fault } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { statuses, types } from '../../components/campaign-words.ts';
import { useDocument, useEdit } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Dot } from '../../ui/badge.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { WordSelect } from './word-select.tsx';

/** Whom it is for, what kind of message it is, and how far it is; then whatever is wrong with the document as a whole. */
export function CampaignFacts({ campaign, faults }: { campaign: Campaign; faults: readonly Fault[] }) {
  const { setField } = useEdit('campaign', campaign.id);
  const faultAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.message;
  const others = faults.filter(({ pointer }) => !['/type', '/status'].includes(pointer));
  return (
    <>
      <div className="mb-5 grid grid-cols-2 wrap-anywhere gap-x-4 gap-y-3 sm:gap-x-6 lg:grid-cols-4">
        <Audience campaign={campaign} />
        <WordSelect
          label="Type"
          value={campaign.type}
          choices={types}
          onChange={(type) => setField('/type', type)}
          error={faultAt('/type')}
        />
        <WordSelect
          label="Status"
          value={campaign.status}
          choices={statuses}
          onChange={(status) => setField('/status', status)}
          error={faultAt('/status')}
        />
      </div>
      {others.length === 0 ? null : (
        <ErrorState title="This cannot be saved as it is" className="mb-5">
          <ul>
            {others.map(({ pointer, message }) => (
              <li key={pointer}>{`${pointer.slice(1)} ${message}.`}</li>
            ))}
          </ul>
        </ErrorState>
      )}
    </>
  );
}

function Audience({ campaign: { accountId, personaId, data } }: { campaign: Campaign }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const account = useDocument('account', accountId).document;
  const persona = useDocument('persona', personaId).document;
  return (
    <>
      <Fact
        label="Persona"
        dot={<Dot tone="purple" />}
        link={<Link to={paths.persona(companyId, personaId)}>{persona?.name ?? 'Persona'}</Link>}
        before={formerly(data.snapshots?.persona?.name, persona?.name)}
      />
      <Fact
        label="Account"
        dot={<Dot tone="green" />}
        link={<Link to={paths.account(companyId, accountId)}>{account?.name ?? 'Account'}</Link>}
        before={formerly(data.snapshots?.account?.name, account?.name)}
      />
    </>
  );
}

function formerly(then: string | undefined, now: string | undefined): string | undefined {
  return then !== undefined && now !== undefined && then !== now ? then : undefined;
}

interface FactProps {
  label: string;
  dot: ReactNode;
  link: ReactNode;
  /** Its name when the e-mail was written, where that was another. */
  before: string | undefined;
}

function Fact({ label, dot, link, before }: FactProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span className="font-medium text-sm">{label}</span>
      <span className="flex min-h-control items-center gap-2 [&_a]:line-clamp-2 [&_a]:min-w-0 [&_a]:underline-offset-4 [&_a:hover]:underline">
        {dot}
        {link}
      </span>
      {before ? (
        <span className="line-clamp-2 text-ink-muted text-sm">{`When it was written: ${before}`}</span>
      ) : null}
    </div>
  );
}
