import type { EntityKind, Generation, NewGeneration } from '@blossomer/contract';
import type { AnyDocument, Documents } from '../../workspace/workspace.ts';
import { textInput } from './ask-again.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { useBegin } from './use-begin.ts';

interface AgainDialogProps {
  kind: EntityKind;
  document: AnyDocument;
  /** null: no generation wrote it, so all of it is the person's. */
  latest: Generation | null;
  onOpenChange: (open: boolean) => void;
  onBegun: (id: string) => void;
}

export function AgainDialog({ kind, document, latest, onOpenChange, onBegun }: AgainDialogProps) {
  const { isBusy, error, begin } = useBegin(({ id }) => onBegun(id));
  const words = againWords(kind, latest);
  return (
    <GenerateDialog
      onOpenChange={onOpenChange}
      title={words.title}
      description={words.description}
      hypothesis={latest === null ? '' : textInput(latest, 'hypothesis')}
      onward={words.title}
      isBusy={isBusy}
      error={error}
      onGenerate={(hypothesis) => begin(askedFor(kind, document, hypothesis))}
    />
  );
}

export function againWords(kind: EntityKind, latest: Generation | null) {
  if (latest !== null) {
    return {
      title: 'Generate again',
      description:
        'What you edited stays as you have it. Afterwards you see each field that changed, and can turn each around.',
    };
  }
  const from = kind === 'company' ? 'from its website' : 'from what is known above it';
  return {
    title: 'Fill in what is missing',
    description: `What is empty is written ${from}. Everything that is there stays as you have it; afterwards you see what it would have become, and can take that over field by field.`,
  };
}

/** A company is read from its website: without one there is nothing to begin with. */
export function canBeAsked(kind: EntityKind, document: AnyDocument): boolean {
  return kind !== 'company' || (document as Documents['company']).url.trim() !== '';
}

function askedFor(kind: EntityKind, document: AnyDocument, hypothesis: string | undefined): NewGeneration {
  const shared = { documentId: document.id, ...(hypothesis === undefined ? {} : { hypothesis }) };
  switch (kind) {
    case 'company':
      return { kind, inputs: { url: (document as Documents['company']).url, ...shared } };
    case 'account':
      return { kind, inputs: { companyId: (document as Documents['account']).companyId, ...shared } };
    case 'persona':
      return { kind, inputs: { accountId: (document as Documents['persona']).accountId, ...shared } };
    case 'campaign': {
      const { personaId, data } = document as Documents['campaign'];
      const config = data.config === undefined ? {} : { config: data.config };
      return { kind, inputs: { personaId, ...config, ...shared } };
    }
  }
}
