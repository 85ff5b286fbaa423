import type { ImportDecisions, ImportedDocument } from '@blossomer/contract';
import { useId, useState } from 'react';
import { Dot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { fieldName } from '../field-names.ts';
import { counted, kindWords } from '../kind-words.ts';

type Settled = NonNullable<ImportDecisions['settleDocuments']>;
type Keep = Settled[number]['keep'];
type Differing = Pick<ImportedDocument, 'kind' | 'id' | 'name' | 'differs'>;

export interface SettleDocumentsProps {
  documents: readonly Differing[];
  /** Where the import comes from: "this browser". */
  source: string;
  /** Where the text is afterwards that was not chosen. */
  afterwards: string;
  value: Settled;
  onChange: (settled: Settled) => void;
}

/** Two texts for one document: which one is right, only the person knows. Until they say so nothing is overwritten. */
export function SettleDocuments({ documents, source, afterwards, value, onChange }: SettleDocumentsProps) {
  const [all, setAll] = useState(false);
  const heading = useId();
  const shown = all ? documents : documents.slice(0, shownMax);
  const keepOf = (id: string): Keep => value.find(({ documentId }) => documentId === id)?.keep ?? 'stored';
  const settle = (documentId: string, keep: Keep) =>
    onChange([...value.filter((one) => one.documentId !== documentId), { documentId, keep }]);
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <div>
        <h3 id={heading} className="font-medium">
          Different in your account: {counted(documents.length, { one: 'document', many: 'documents' })}
        </h3>
        <p className="text-ink-muted text-sm">
          Your account and {source} say different things there. {afterwards} What only one of them says stays
          either way.
        </p>
      </div>
      <ul aria-label="Documents that differ" className="flex flex-col gap-3">
        {shown.map((document) => (
          <li key={document.id} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Dot tone={kindWords[document.kind].tone} className="self-center" />
              <span className="sr-only">{kindWords[document.kind].one}: </span>
              <span className="min-w-0 break-words font-medium">{document.name}</span>
            </p>
            {document.differs.length === 0 ? (
              <p className="text-ink-muted text-sm">
                Each says something that the other does not: both stay, there is nothing to choose.
              </p>
            ) : (
              <>
                <Texts differs={document.differs} source={source} />
                <RadioGroup<Keep>
                  label={`Which text of ${document.name} stays?`}
                  value={keepOf(document.id)}
                  onChange={(keep) => settle(document.id, keep)}
                  choices={choicesOf(source)}
                  className="sm:grid-cols-2"
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {documents.length > shown.length ? (
        <Button variant="link" className="self-start" onClick={() => setAll(true)}>
          Show all {documents.length} documents
        </Button>
      ) : null}
    </section>
  );
}

const shownMax = 10;
function choicesOf(source: string) {
  return [
    { value: 'stored', label: 'Keep the account’s', hint: 'Nothing in your account is overwritten.' },
    { value: 'imported', label: `Take ${source}’s`, hint: 'It stands in your account then.' },
  ] as const;
}

/** Side by side, the account's first. */
function Texts({ differs, source }: Pick<ImportedDocument, 'differs'> & { source: string }) {
  return (
    <ul className="flex flex-col gap-2">
      {differs.slice(0, textsMax).map(({ pointer, stored = '', imported = '' }) => (
        <li key={pointer}>
          <p className="text-ink-muted text-sm">{fieldName(pointer)}</p>
          <div className="grid gap-2 sm:grid-cols-2">
            <Text of="In your account" text={stored} />
            <Text of={`In ${source}`} text={imported} />
          </div>
        </li>
      ))}
      {differs.length > textsMax ? (
        <li className="text-ink-muted text-sm">
          and {counted(differs.length - textsMax, { one: 'place', many: 'places' })} more
        </li>
      ) : null}
    </ul>
  );
}

function Text({ of, text }: { of: string; text: string }) {
  return (
    <div className="max-h-40 overflow-y-auto rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="text-ink-faint text-xs">{of}</p>
      <p className="whitespace-pre-wrap break-words">{text === '' ? 'Empty' : text}</p>
    </div>
  );
}

const textsMax = 5;
