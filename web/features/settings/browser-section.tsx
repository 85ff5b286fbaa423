import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useClaimStatus } from '../../components/imports/use-claim-status.ts';
import { factsInWords } from '../../components/imports/work-facts.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { exactTime } from '../../components/when.tsx';
import { useOutbox } from '../../data/hooks.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import type { ClaimStatus } from '../../workspace/claim.ts';
import { type BrowserWork, factsOf } from '../../workspace/claim-work.ts';
import { BrowserKeys } from './browser-keys.tsx';

/** What of the person's work lies in this browser outside of the account, and whether it is in step with it. */
export function BrowserSection() {
  const { status } = useClaimStatus();
  const { entries, isDurable } = useOutbox();
  return (
    <SettingsSection id="browser" title="This browser" description="What lies here outside of your account.">
      <div className="flex flex-col gap-4">
        {status === null ? <Skeleton className="h-12" /> : <Told status={status} />}
        <p className="text-ink-muted text-sm">
          {entries.length === 0
            ? 'No edit waits to be sent.'
            : `${entries.length} ${entries.length === 1 ? 'edit waits' : 'edits wait'} here to be sent.`}{' '}
          {isDurable
            ? 'Edits survive a reload and an outage.'
            : 'This browser cannot keep edits over a reload: leave the page only when everything is saved.'}
        </p>
      </div>
    </SettingsSection>
  );
}

function Told({ status }: { status: ClaimStatus }) {
  if (status.state === 'nothing') {
    return (
      <p>Nothing of the old builds and no playground work is here. Everything of yours is in your account.</p>
    );
  }
  if (status.state === 'of-somebody-else') {
    return (
      <p>
        <Badge tone="warning">somebody else's</Badge> Work that another person has brought into their account
        lies here. It is not offered to you, and nothing of it is shown.
      </p>
    );
  }
  return <Mine status={status} />;
}

type Mine = Extract<ClaimStatus, { work: BrowserWork }>;

function Mine({ status }: { status: Mine }) {
  const facts = useMemo(() => factsOf(status.work), [status.work]);
  const inStep = status.state === 'claimed';
  return (
    <>
      <div>
        <p>
          <Badge tone={inStep ? 'success' : 'warning'}>{inStep ? 'in step' : 'not in step'}</Badge>{' '}
          {factsInWords(facts)}.
        </p>
        <p className="text-ink-muted text-sm">{stepOf(status)}</p>
      </div>
      <BrowserKeys work={status.work} />
      <div className="flex flex-wrap gap-2">
        <Button asChild variant={inStep ? 'secondary' : 'primary'}>
          <Link to={paths.app.claim(paths.app.settings)}>
            {inStep ? 'Receipt and clearing' : 'Bring it along'}
          </Link>
        </Button>
      </div>
    </>
  );
}

function stepOf(status: Mine): string {
  if (status.state === 'claimed')
    return `Brought along and checked, ${exactTime(status.at)}. The copy may be cleared.`;
  if (status.state === 'unfinished') return 'Bringing it along was interrupted. Going on doubles nothing.';
  return status.again
    ? 'Somebody worked on here since it was brought along.'
    : 'It is not in your account yet.';
}
