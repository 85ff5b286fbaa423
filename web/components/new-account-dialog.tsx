import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCreate, useDocument } from '../data/hooks.ts';
import { usePlace } from '../place.ts';
import { HowItIsGenerated } from './generation/how-it-is-generated.tsx';
import { knownTexts } from './generation/known-texts.tsx';
import { NewDocumentDialog } from './new-document-dialog.tsx';

export interface NewAccountDialogProps {
  companyId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes an account of this company and goes to it. */
export function NewAccountDialog({ companyId, open, onOpenChange }: NewAccountDialogProps) {
  const create = useCreate('account');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const { draft } = useLocation().state;
  const { document: company } = useDocument('company', companyId);
  const { icpHypothesis, useCaseAnalysis } = company?.data ?? {};
  return (
    <NewDocumentDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New account"
      nameHint="The kind of company, such as: mid-size SaaS on AWS."
      descriptionHint="What makes these companies alike, and why they need it."
      draft={draft}
      known={knownTexts([
        ['Target account, your hypothesis', icpHypothesis?.targetAccountHypothesis],
        ['Problems addressed', useCaseAnalysis?.problemsAddressed],
      ])}
      note={<HowItIsGenerated kind="account" />}
      onCreate={(document) => {
        const id = create({ ...document, companyId });
        onOpenChange(false);
        void navigate({ to: paths.account(companyId, id) });
      }}
    />
  );
}
