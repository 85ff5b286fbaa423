import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCreate } from '../data/hooks.ts';
import { usePlace } from '../place.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
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
  const [chosen, setChosen] = useState('');
  const accountId = accounts.find(({ id }) => id === chosen)?.id ?? accounts[0]?.id;
  return (
    <NewDocumentDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New persona"
      nameHint="The role, such as: Head of Platform."
      descriptionHint="What they answer for, and what keeps them awake."
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
