import { type ReactNode, useId } from 'react';
import { SettleDocuments, type SettleDocumentsProps } from '../../components/imports/settle-documents.tsx';
import type { DifferingDocument, Settling } from '../../workspace/claim-playground.ts';

export type Settled = SettleDocumentsProps['value'];

export interface SettlePlaygroundProps {
  documents: readonly DifferingDocument[];
  value: Settled;
  onChange: (settled: Settled) => void;
  /** What can be done about it, below. */
  children?: ReactNode;
}

/** Documents of the playground that the account has with other words. Nothing of the account gives way without a word. */
export function SettlePlayground({ documents, value, onChange, children }: SettlePlaygroundProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <h2 id={heading} className="font-semibold text-lg">
        Whose text stays
      </h2>
      <SettleDocuments
        documents={documents}
        source="the playground"
        afterwards="You edited them in both. An account's text that gives way is shown afterwards; the playground keeps its own until you clear this browser."
        value={value}
        onChange={onChange}
      />
      {children}
    </section>
  );
}

/** What is not spoken of stays the account's. */
export function settlingOf(documents: readonly DifferingDocument[], settled: Settled): Settling {
  const said = new Map(settled.map(({ documentId, keep }) => [documentId, keep]));
  return new Map(documents.map(({ id }) => [id, said.get(id) ?? 'stored']));
}
