import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCreate, useDocument } from '../data/hooks.ts';
import { usePlace } from '../place.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { HowItIsGenerated } from './generation/how-it-is-generated.tsx';
import { knownTexts } from './generation/known-texts.tsx';
import { NewDocumentDialog } from './new-document-dialog.tsx';

export interface NewPersonaDialogProps {
  companyId: string;
  /** Where it may belong; the choice is shown where there are several. */
  accounts: readonly { id: string; name: string }[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a persona of an account and goes to it. */
export function NewPersonaDialog({ companyId, accounts, open, onOpenChange }: NewPersonaDialogProps) {
  const create = useCreate('persona');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const { draft } = useLocation().state;
  const { document: company } = useDocument('company', companyId);
  const { icpHypothesis, useCaseAnalysis } = company?.data ?? {};
  const [chosen, setChosen] = useState('');
  const accountId = accounts.find(({ id }) => id === chosen)?.id ?? accounts[0]?.id;
  return (
    <NewDocumentDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New persona"
      nameHint="The role, such as: Head of Platform."
      descriptionHint="What they answer for, and what keeps them awake."
      draft={draft}
      known={knownTexts([
        ['Target persona, your hypothesis', icpHypothesis?.targetPersonaHypothesis],
        ['How they do it today', useCaseAnalysis?.howTheyDoItToday],
      ])}
      note={<HowItIsGenerated kind="persona" />}
      onCreate={(document) => {
        if (accountId === undefined) return;
        const id = create({ ...document, accountId });
        onOpenChange(false);
        void navigate({ to: paths.persona(companyId, id) });
      }}
    >
      {accounts.length < 2 ? null : (
        <Field label="Account" hint="The kind of company that this person works in.">
          <Select
            value={accountId ?? ''}
            onChange={setChosen}
            choices={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </NewDocumentDialog>
  );
}
