import type { ImportDecisions, ImportReport } from '@blossomer/contract';
import { useEffect, useMemo } from 'react';
import { useList } from '../../data/hooks.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { AttachAccounts } from './attach-accounts.tsx';
import { MergeAccounts } from './merge-accounts.tsx';
import { offersOf } from './offers.ts';
import { SettleDocuments } from './settle-documents.tsx';

export interface DecisionsProps {
  /** The first dry run, before anything was decided: it says what there is to decide. */
  report: ImportReport;
  /** Where the import comes from: "this browser". */
  source: string;
  value: ImportDecisions;
  onChange: (decisions: ImportDecisions) => void;
}

/** What only the person can know. Each has an answer that holds without them. */
export function Decisions({ report, source, value, onChange }: DecisionsProps) {
  const offers = useMemo(() => offersOf(report), [report]);
  const { items: companies } = useList('company', { fields: 'summary', sort: 'name', limit: 200 });
  const choices = useMemo(() => {
    const all = new Map(
      [...companies, ...offers.companies].map(({ id, name }): [string, string] => [id, name]),
    );
    return [...all].map(([id, name]) => ({ value: id, label: name }));
  }, [companies, offers]);
  const mayAttach = offers.attach.length > 0 && choices.length > 1;
  const { differing } = offers;
  const isSettled = differing.length === 0 || value.settleDocuments !== undefined;
  useEffect(() => {
    // Said aloud, because what nobody edited since the last import would be overwritten without a word.
    if (!isSettled)
      onChange({
        ...value,
        settleDocuments: differing.map(({ id }) => ({ documentId: id, keep: 'stored' as const })),
      });
  }, [isSettled, differing, value, onChange]);
  const hasChecks = offers.merges.length > 0 || offers.hasDemo || offers.hasTrashed;
  if (!(mayAttach || hasChecks || differing.length > 0)) return null;
  const set = (change: Partial<ImportDecisions>) => onChange(withoutEmpty({ ...value, ...change }));
  return (
    <section aria-labelledby="decisions" className="flex flex-col gap-4">
      <div>
        <h2 id="decisions" className="font-semibold text-lg">
          What you may decide
        </h2>
        <p className="text-ink-muted">Leave it as it is where you do not mind; the preview follows you.</p>
      </div>
      {differing.length > 0 ? (
        <SettleDocuments
          documents={differing}
          source={source}
          afterwards="The text that you do not choose is kept with the import, where you can read it, and the import can be undone."
          value={value.settleDocuments ?? []}
          onChange={(settleDocuments) => set({ settleDocuments })}
        />
      ) : null}
      {mayAttach ? (
        <AttachAccounts
          accounts={offers.attach}
          companies={choices}
          value={value.attachAccounts ?? []}
          onChange={(attachAccounts) => set({ attachAccounts })}
        />
      ) : null}
      {offers.merges.length > 0 ? (
        <MergeAccounts
          merges={offers.merges}
          value={value.mergeAccounts ?? []}
          onChange={(mergeAccounts) => set({ mergeAccounts })}
        />
      ) : null}
      {offers.hasDemo ? (
        <Checkbox
          label="Bring in the example e-mails, too"
          hint="An old build made them up; nobody wrote them. Without this they stay with the import alone."
          checked={value.importDemo ?? false}
          onChange={(importDemo) => set({ importDemo: importDemo || undefined })}
        />
      ) : null}
      {offers.hasTrashed ? (
        <Checkbox
          label="Restore what you had deleted"
          hint="Some of this is in your trash. Without this it stays there."
          checked={value.restoreTrashed ?? false}
          onChange={(restoreTrashed) => set({ restoreTrashed: restoreTrashed || undefined })}
        />
      ) : null}
    </section>
  );
}

/** An empty list would lift what was decided with earlier imports. */
function withoutEmpty(
  decisions: { [Key in keyof ImportDecisions]: ImportDecisions[Key] | undefined },
): ImportDecisions {
  const kept = Object.entries(decisions).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}
