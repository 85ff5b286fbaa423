import { Link, useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { paths } from '../paths.ts';
import { usePerson, useSignedIn } from '../person.ts';
import { Button } from '../ui/button.tsx';
import { Banner } from '../ui/states.tsx';
import type { ClaimStatus } from '../workspace/claim.ts';
import { factsOf } from '../workspace/claim-work.ts';
import { useClaimStatus } from './imports/use-claim-status.ts';
import { countsInWords } from './imports/work-facts.ts';
import { useSessionEnded } from './use-session-ended.ts';

/** Work that waits in this browser, until the person decides what becomes of it. */
export function ClaimBanner() {
  const { pathname } = useLocation();
  const isSignedIn = useSignedIn() !== null;
  const ended = useSessionEnded(); // Bringing it along needs a sign-in: one thing after the other.
  if (!isSignedIn || ended || pathname.startsWith(paths.app.claim())) return null;
  return <Waiting />;
}

function Waiting() {
  const { claim } = usePerson();
  const { status, refresh } = useClaimStatus();
  if (status === null || !isOpen(status)) return null;
  const later = (
    <Button size="small" variant="quiet" onClick={() => void claim?.postpone().then(refresh)}>
      {status.state === 'of-somebody-else' ? 'Close' : 'Later'}
    </Button>
  );
  if (status.state === 'of-somebody-else') {
    return (
      <Banner label="Work of somebody else" actions={later}>
        This browser holds work that another person has brought into their account. It is not offered here,
        and nothing of it is shown to you.
      </Banner>
    );
  }
  return (
    <Banner
      label="Work in this browser"
      actions={
        <span className="flex items-center gap-1">
          <Button asChild size="small" variant="primary">
            <Link to={paths.app.claim()}>Bring it along</Link>
          </Button>
          {status.state === 'unclaimed' ? later : null}
        </span>
      }
    >
      <Facts status={status} />
    </Banner>
  );
}

type Open = Extract<ClaimStatus, { state: 'unclaimed' | 'unfinished' | 'of-somebody-else' }>;

function isOpen(status: ClaimStatus): status is Open {
  if (status.state === 'unclaimed' || status.state === 'of-somebody-else') return !status.postponed;
  return status.state === 'unfinished';
}

function Facts({ status }: { status: Extract<Open, { state: 'unclaimed' | 'unfinished' }> }) {
  const words = useMemo(() => countsInWords(factsOf(status.work).counts), [status.work]);
  return (
    <>
      <strong className="font-medium text-ink">
        {status.state === 'unfinished'
          ? 'Bringing your work along was interrupted.'
          : 'Work in this browser.'}
      </strong>{' '}
      {status.state === 'unfinished'
        ? 'Go on where it stopped; nothing is doubled.'
        : `It holds ${words} that ${status.state === 'unclaimed' && status.again ? 'changed since you brought them along' : 'are not in your account yet'}.`}
    </>
  );
}
