import { Link } from '@tanstack/react-router';
import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { DocumentTree } from '../../components/imports/document-tree.tsx';
import { FindingList } from '../../components/imports/finding-list.tsx';
import { ResultCounts } from '../../components/imports/result-counts.tsx';
import { counted } from '../../components/kind-words.ts';
import { Page } from '../../components/page.tsx';
import { failureOf } from '../../components/problem.ts';
import { exactTime } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import type { Claim, ClaimReceipt } from '../../workspace/claim.ts';
import type { Settling } from '../../workspace/claim-playground.ts';
import type { BrowserWork } from '../../workspace/claim-work.ts';
import { ClearBrowser } from './clear-browser.tsx';
import { ImportValues } from './import-values.tsx';
import { ReplacedTexts } from './replaced-texts.tsx';
import { type Settled, SettlePlayground, settlingOf } from './settle-playground.tsx';

export interface ClaimDoneProps {
  /** Of this visit; null when it was brought along earlier. */
  receipt: ClaimReceipt | null;
  claim: Claim;
  /** null: not verified, so nothing may be cleared. */
  work: BrowserWork | null;
  importId: string | null;
  at: string | null;
  next: string;
  /** Whose text stays of the documents that differ; goes through it all again, which doubles nothing. */
  settle: (settling: Settling) => Promise<void>;
}

/** The receipt, what the check found, and only after that the offer to clear this browser. */
export function ClaimDone({ receipt, claim, work, importId, at, next, settle }: ClaimDoneProps) {
  const isVerified = work !== null;
  const isWaiting = !isVerified && receipt !== null && receipt.differing.length > 0;
  const report = receipt?.report ?? null;
  const shownImport = report?.id ?? importId;
  return (
    <Page
      title={titleOf(isVerified, isWaiting)}
      actions={
        <Button asChild variant="primary">
          <Link to={next}>Go on</Link>
        </Button>
      }
    >
      <div className="flex max-w-3xl flex-col gap-6">
        <Verdict isVerified={isVerified} isWaiting={isWaiting} at={at} receipt={receipt} />
        {receipt && receipt.differing.length > 0 ? (
          <Differing differing={receipt.differing} settle={settle} />
        ) : null}
        {receipt ? <Came receipt={receipt} /> : null}
        <ReplacedTexts
          replaced={receipt?.replaced ?? []}
          wayBack="copy from here what you want back; later it is in the history of your JSON export"
        />
        {isVerified ? <ClearBrowser claim={claim} work={work} next={next} /> : null}
        {report && report.findings.length > 0 ? (
          <section aria-labelledby="noticed" className="flex flex-col gap-3">
            <h2 id="noticed" className="font-semibold text-lg">
              What was noticed
            </h2>
            <FindingList findings={report.findings} />
          </section>
        ) : null}
        {shownImport ? <ImportValues importId={shownImport} /> : null}
        <Whereabouts importId={shownImport} isVerified={isVerified} />
      </div>
    </Page>
  );
}

function Whereabouts({ importId, isVerified }: { importId: string | null; isVerified: boolean }) {
  if (importId === null && !isVerified) return null;
  return (
    <p className="text-ink-muted text-sm">
      {importId === null ? (
        'Everything stands in your account under the same names.'
      ) : (
        <>
          The receipt stays in your settings, where the import can be undone, too.{' '}
          <Link to={paths.app.receipt(importId)} className="text-link underline underline-offset-4">
            Open it there
          </Link>
        </>
      )}
    </p>
  );
}

function titleOf(isVerified: boolean, isWaiting: boolean): string {
  if (isVerified) return 'Your work is in your account';
  return isWaiting ? 'Almost there: whose text stays?' : 'Not everything could be brought along';
}

function Verdict({
  isVerified,
  isWaiting,
  at,
  receipt,
}: Pick<ClaimDoneProps, 'at' | 'receipt'> & { isVerified: boolean; isWaiting: boolean }) {
  const leaves = receipt?.report?.totals.leaves;
  const [inShort, found] = isVerified
    ? [
        'Checked.',
        `${leaves ? `All ${leaves.toLocaleString('en')} values are accounted for, counted twice by different readers` : 'Everything was compared'}${at ? `, ${exactTime(at)}` : ''}.`,
      ]
    : unfinished(isWaiting);
  return (
    <p
      role="status"
      className={
        isVerified
          ? 'flex gap-3 rounded-lg border border-success/30 bg-success-soft px-4 py-3'
          : 'flex gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3'
      }
    >
      {isVerified ? (
        <ShieldCheck aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" />
      ) : (
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-warning" />
      )}
      <span>
        <strong className="font-semibold">{inShort}</strong> {found}
      </span>
    </p>
  );
}

function unfinished(isWaiting: boolean): [inShort: string, found: string] {
  return isWaiting
    ? [
        'Everything else is in your account.',
        'What was edited in both places waits for your choice. Until then both texts stay where they are, and nothing is cleared.',
      ]
    : [
        'The check did not pass.',
        'What is in your account is fine, and so is what is in this browser. Nothing is cleared.',
      ];
}

function Came({ receipt: { report, playground } }: { receipt: ClaimReceipt }) {
  const { created, unchanged } = playground;
  if (report === null && created + unchanged === 0) return null;
  return (
    <section aria-labelledby="came" className="flex flex-col gap-3">
      <h2 id="came" className="font-semibold text-lg">
        What came in
      </h2>
      {report ? <ResultCounts entities={report.entities} /> : null}
      {created + unchanged > 0 ? <p>From the playground: {fromPlayground(created, unchanged)}.</p> : null}
      {report?.documents?.length ? <DocumentTree documents={report.documents} /> : null}
    </section>
  );
}

function fromPlayground(created: number, unchanged: number): string {
  const there = `${counted(unchanged, documents)} that ${unchanged === 1 ? 'was' : 'were'} there already`;
  if (created === 0) return there;
  return `${counted(created, documents)} new${unchanged > 0 ? `, and ${there}` : ''}`;
}

const documents = { one: 'document', many: 'documents' };

/** Until the person says whose text stays, both stay where they are, and nothing here may be cleared. */
function Differing({ differing, settle }: Pick<ClaimReceipt, 'differing'> & Pick<ClaimDoneProps, 'settle'>) {
  const [settled, setSettled] = useState<Settled>([]);
  const [isBusy, setBusy] = useState(false);
  async function go() {
    setBusy(true);
    try {
      await settle(settlingOf(differing, settled));
    } catch (error) {
      showProblem('It did not finish', { detail: failureOf(error).detail });
    } finally {
      setBusy(false);
    }
  }
  return (
    <SettlePlayground documents={differing} value={settled} onChange={setSettled}>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={isBusy} onClick={() => void go()}>
          {differing.length === 1 ? 'Settle it' : 'Settle them'}
        </Button>
        <Button asChild>
          <Link to={paths.playground.home}>Open the playground</Link>
        </Button>
      </div>
    </SettlePlayground>
  );
}
