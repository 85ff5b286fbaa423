import { Link } from '@tanstack/react-router';
import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { DocumentTree } from '../../components/imports/document-tree.tsx';
import { FindingList } from '../../components/imports/finding-list.tsx';
import { ResultCounts } from '../../components/imports/result-counts.tsx';
import { counted, kindWords } from '../../components/kind-words.ts';
import { Page } from '../../components/page.tsx';
import { shownTime } from '../../components/shown-time.ts';
import { paths } from '../../paths.ts';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { Claim, ClaimReceipt } from '../../workspace/claim.ts';
import type { BrowserWork } from '../../workspace/claim-work.ts';
import { ClearBrowser } from './clear-browser.tsx';
import { ImportValues } from './import-values.tsx';

export interface ClaimDoneProps {
  /** Of this visit; null when it was brought along earlier. */
  receipt: ClaimReceipt | null;
  claim: Claim;
  /** null: not verified, so nothing may be cleared. */
  work: BrowserWork | null;
  importId: string | null;
  at: string | null;
  next: string;
}

/** The receipt, what the check found, and only after that the offer to clear this browser. */
export function ClaimDone({ receipt, claim, work, importId, at, next }: ClaimDoneProps) {
  const isVerified = work !== null;
  const report = receipt?.report ?? null;
  const shownImport = report?.id ?? importId;
  return (
    <Page
      title={isVerified ? 'Your work is in your account' : 'Not everything could be brought along'}
      actions={
        <Button asChild variant="primary">
          <Link to={next}>Go on</Link>
        </Button>
      }
    >
      <div className="flex max-w-3xl flex-col gap-6">
        <Verdict isVerified={isVerified} at={at} receipt={receipt} />
        {receipt && receipt.differing.length > 0 ? <Differing receipt={receipt} /> : null}
        {receipt ? <Came receipt={receipt} /> : null}
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
        <p className="text-ink-muted text-sm">
          {shownImport ? (
            <>
              The receipt stays in your settings, where the import can be undone, too.{' '}
              <Link to={paths.app.receipt(shownImport)} className="text-link underline underline-offset-4">
                Open it there
              </Link>
            </>
          ) : (
            'Everything stands in your account under the same names.'
          )}
        </p>
      </div>
    </Page>
  );
}

function Verdict({
  isVerified,
  at,
  receipt,
}: Pick<ClaimDoneProps, 'at' | 'receipt'> & { isVerified: boolean }) {
  const leaves = receipt?.report?.totals.leaves;
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
        <strong className="font-semibold">{isVerified ? 'Checked. ' : 'The check did not pass. '}</strong>
        {isVerified
          ? `${leaves ? `All ${leaves.toLocaleString('en')} values are accounted for, counted twice by different readers` : 'Everything was compared'}${at ? `, ${shownTime(at)}` : ''}.`
          : 'What is in your account is fine, and so is what is in this browser. Nothing is cleared.'}
      </span>
    </p>
  );
}

function Came({ receipt: { report, playground } }: { receipt: ClaimReceipt }) {
  const { created, unchanged } = playground;
  return (
    <section aria-labelledby="came" className="flex flex-col gap-3">
      <h2 id="came" className="font-semibold text-lg">
        What came in
      </h2>
      {report ? <ResultCounts entities={report.entities} /> : null}
      {created + unchanged > 0 ? (
        <p>
          From the playground: {counted(created, documents)} new
          {unchanged > 0 ? `, ${counted(unchanged, documents)} there already` : ''}.
        </p>
      ) : null}
      {report?.documents?.length ? <DocumentTree documents={report.documents} /> : null}
    </section>
  );
}

const documents = { one: 'document', many: 'documents' };

function Differing({ receipt: { differing } }: { receipt: ClaimReceipt }) {
  return (
    <section aria-labelledby="differing">
      <h2 id="differing" className="font-semibold text-lg">
        Different in your account and in the playground
      </h2>
      <p className="text-ink-muted">
        You edited these in both. Each stays as it is, in both places: open the playground beside your account
        and carry over what you want to keep, or delete them there.
      </p>
      <ul className="mt-2 divide-y divide-line rounded-lg border border-line bg-surface">
        {differing.map(({ kind, id, name }) => (
          <li key={id} className="flex items-baseline gap-2 px-3 py-2">
            <Dot tone={kindWords[kind].tone} className="self-center" />
            <span className="sr-only">{kindWords[kind].one}: </span>
            {name}
          </li>
        ))}
      </ul>
      <Button asChild className="mt-3">
        <Link to={paths.playground.home}>Open the playground</Link>
      </Button>
    </section>
  );
}
