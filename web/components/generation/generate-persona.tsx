import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useAvailable } from '../../data/generations.ts';
import { useDocument } from '../../data/hooks.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { GenerateDialog } from './generate-dialog.tsx';
import { useBeginAndWatch } from './use-begin.ts';

interface GeneratePersonaProps extends Pick<ButtonProps, 'variant' | 'size'> {
  companyId: string;
  /** Where it may belong; the choice is shown where there are several. */
  accounts: readonly { id: string; name: string }[];
  label?: string;
}

/** A new persona out of what is known of the company and the account; nothing where this server cannot. */
export function GeneratePersona({
  label = 'Generate a persona',
  companyId,
  accounts,
  ...look
}: GeneratePersonaProps) {
  const available = useAvailable();
  const [open, setOpen] = useState(false);
  if (!available?.kinds.includes('persona')) return null;
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        <Sparkles aria-hidden="true" />
        {label}
      </Button>
      {open ? <PersonaDialog companyId={companyId} accounts={accounts} onOpenChange={setOpen} /> : null}
    </>
  );
}

interface PersonaDialogProps extends Pick<GeneratePersonaProps, 'companyId' | 'accounts'> {
  onOpenChange: (open: boolean) => void;
}

function PersonaDialog({ companyId, accounts, onOpenChange }: PersonaDialogProps) {
  const { document: company } = useDocument('company', companyId);
  const { isBusy, error, begin } = useBeginAndWatch(companyId);
  const [chosen, setChosen] = useState('');
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const known = company?.data.icpHypothesis?.targetPersonaHypothesis;
  return (
    <GenerateDialog
      onOpenChange={onOpenChange}
      title="Generate a persona"
      description={`The person in ${account?.name ?? 'such a company'} who decides: what hurts, what they want, how they buy.`}
      placeholder={known ? `Known so far: ${known}` : 'The head of platform, who has to explain the bill'}
      isBusy={isBusy}
      error={error}
      onGenerate={(hypothesis) => {
        if (account === undefined) return;
        const told = hypothesis === undefined ? {} : { hypothesis };
        begin({ kind: 'persona', inputs: { accountId: account.id, ...told } });
      }}
    >
      {accounts.length < 2 ? null : (
        <Field label="Account" hint="The kind of company that this person works in.">
          <Select
            value={account?.id ?? ''}
            onChange={setChosen}
            choices={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </GenerateDialog>
  );
}
