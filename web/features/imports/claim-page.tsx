import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useClaimStatus } from '../../components/imports/use-claim-status.ts';
import { nextPlace } from '../../components/next-place.ts';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../data/use-session.ts';
import { paths } from '../../paths.ts';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import type { ClaimReceipt } from '../../workspace/claim.ts';
import { ClaimDone } from './claim-done.tsx';
import { ClaimOffer } from './claim-offer.tsx';

/** What this browser holds, what would become of it in the account, and what became of it. */
export function ClaimPage() {
  const { claim } = usePerson();
  const session = useSession();
  const { status, refresh } = useClaimStatus();
  const next = nextPlace(new URLSearchParams(useLocation().searchStr).get('next'));
  const [receipt, setReceipt] = useState<ClaimReceipt | null>(null);
  async function take(came: ClaimReceipt) {
    setReceipt(came);
    await refresh();
  }
  if (status === null || claim === null) return status === null ? <Waiting /> : <Nothing next={next} />;
  if (receipt !== null || status.state === 'claimed') {
    return (
      <ClaimDone
        receipt={receipt}
        claim={claim}
        work={status.state === 'claimed' ? status.work : null}
        importId={status.state === 'claimed' ? status.importId : null}
        at={status.state === 'claimed' ? status.at : null}
        next={next}
        settle={async (settling) => {
          if (receipt !== null) await take(await claim.settle(receipt, settling));
          void session.queryClient.invalidateQueries();
        }}
      />
    );
  }
  if (status.state === 'nothing') return <Nothing next={next} />;
  if (status.state === 'of-somebody-else') return <SomebodyElses next={next} />;
  return <ClaimOffer claim={claim} status={status} next={next} done={take} />;
}

const title = 'Bring your work along';

function Waiting() {
  return (
    <Page title={title}>
      <Loading label="Looking at what is in this browser" className="flex flex-col gap-3">
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="h-24" />
        <Skeleton className="h-64" />
      </Loading>
    </Page>
  );
}

function GoOn({ next }: { next: string }) {
  return (
    <Button asChild variant="primary">
      <Link to={next}>Go on</Link>
    </Button>
  );
}

function Nothing({ next }: { next: string }) {
  return (
    <Page title={title}>
      <EmptyState
        title="There is nothing to bring along"
        actions={
          <>
            <GoOn next={next} />
            <Button asChild>
              <Link to={paths.app.settings}>Import from a file</Link>
            </Button>
          </>
        }
      >
        This browser holds no work outside of your account. If yours is in another browser, sign in there, or
        save it to a file and import that.
      </EmptyState>
    </Page>
  );
}

function SomebodyElses({ next }: { next: string }) {
  return (
    <Page title={title}>
      <EmptyState title="The work in this browser is somebody else's" actions={<GoOn next={next} />}>
        <p>
          Another person has brought it into their account. So that nobody's work ends up with the wrong
          person, it is not offered to you, and nothing of it is shown.
        </p>
        <p className="mt-2">If that was you, sign in with the account that you used then.</p>
      </EmptyState>
    </Page>
  );
}
