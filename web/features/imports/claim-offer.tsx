import type { ImportDecisions } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Decisions } from '../../components/imports/decisions.tsx';
import { ImportPreview } from '../../components/imports/import-preview.tsx';
import { PreviewFrame } from '../../components/imports/preview-frame.tsx';
import { usePreview } from '../../components/imports/use-preview.ts';
import { factsInWords } from '../../components/imports/work-facts.ts';
import { Page } from '../../components/page.tsx';
import { failureOf } from '../../components/problem.ts';
import { useSession } from '../../data/use-session.ts';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { Claim, ClaimReceipt, ClaimStatus, ClaimStep } from '../../workspace/claim.ts';
import { factsOf } from '../../workspace/claim-work.ts';
import { ClaimProgress } from './claim-progress.tsx';
import { type Settled, SettlePlayground, settlingOf } from './settle-playground.tsx';

export interface ClaimOfferProps {
  claim: Claim;
  status: Extract<ClaimStatus, { state: 'unclaimed' | 'unfinished' }>;
  next: string;
  done: (receipt: ClaimReceipt) => Promise<void>;
}

/** Facts, the preview, what may be decided; then the import. Nothing happens before the person says so. */
export function ClaimOffer({ claim, status, next, done }: ClaimOfferProps) {
  const session = useSession();
  const navigate = useNavigate();
  const { migration } = usePerson();
  const [decisions, setDecisions] = useState<ImportDecisions>({});
  const [settled, setSettled] = useState<Settled>([]);
  const preview = usePreview(claim.preview, decisions);
  const differing = preview.now?.playground.filter(({ differs }) => differs.length > 0) ?? [];
  const settling = settlingOf(differing, settled);
  const [step, setStep] = useState<ClaimStep | null>(null);
  const [error, setError] = useState<unknown>(null);
  const facts = useMemo(() => factsOf(status.work), [status.work]);

  async function run() {
    setError(null);
    setStep('sending');
    try {
      const receipt = await claim.run({ decisions, settling, progress: setStep });
      void session.queryClient.invalidateQueries();
      void migration.refresh().catch(() => undefined); // From here on this browser may keep a copy.
      await done(receipt);
    } catch (reason) {
      setError(reason);
      setStep(null);
    }
  }
  async function later() {
    await claim.postpone();
    await navigate({ to: next });
  }

  if (step !== null) return <ClaimProgress step={step} withPlayground={facts.fromPlayground} />;
  const { first, now } = preview;
  const actions = (
    <>
      <Button variant="primary" size="large" onClick={() => void run()} disabled={preview.isStale}>
        {status.state === 'unfinished' ? 'Go on' : 'Bring it into my account'}
      </Button>
      <Button size="large" onClick={() => void later()}>
        Later
      </Button>
    </>
  );
  return (
    <Page title="Bring your work along" description={`This browser holds ${factsInWords(facts)}.`}>
      <div className="flex max-w-3xl flex-col gap-6">
        <p className="max-w-prose">
          {introOf(status, facts)} The copy in this browser stays until you clear it yourself, after
          everything was checked.
        </p>
        {error === null ? null : (
          <ErrorState
            title="It did not finish"
            requestId={failureOf(error).requestId}
            actions={<Button onClick={() => void run()}>Try again</Button>}
          >
            {failureOf(error).detail} Trying again goes on where it stopped; nothing is doubled.
          </ErrorState>
        )}
        <PreviewFrame preview={preview}>
          {first?.report ? (
            <Decisions
              report={first.report}
              source="this browser"
              value={decisions}
              onChange={setDecisions}
            />
          ) : null}
          {differing.length > 0 ? (
            <SettlePlayground documents={differing} value={settled} onChange={setSettled} />
          ) : null}
          {now ? (
            <ImportPreview
              report={now.report}
              playground={now.playground.map((one) =>
                settling.get(one.id) === 'imported' ? { ...one, result: 'updated' } : one,
              )}
            />
          ) : null}
        </PreviewFrame>
        <div className="sticky bottom-14 z-10 -mx-4 flex flex-wrap gap-2 border-line border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0 lg:bottom-0">
          {actions}
        </div>
      </div>
    </Page>
  );
}

function introOf(
  status: ClaimOfferProps['status'],
  { fromOldBuild, fromPlayground }: { fromOldBuild: boolean; fromPlayground: boolean },
): string {
  if (status.state === 'unfinished')
    return 'Bringing it along was interrupted, and what had arrived is recognised.';
  if (status.again)
    return 'You brought this along before, and somebody worked on it since. Only what is new comes in.';
  if (fromOldBuild && fromPlayground)
    return 'Part of it is from an earlier version of this page, part from the playground.';
  if (fromOldBuild) return 'It is from an earlier version of this page.';
  return 'You made it in the playground.';
}
