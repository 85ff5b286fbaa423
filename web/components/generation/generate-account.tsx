import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useAvailable } from '../../data/generations.ts';
import { useDocument } from '../../data/hooks.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { GenerateDialog } from './generate-dialog.tsx';
import { useBeginAndWatch } from './use-begin.ts';

interface GenerateAccountProps extends Pick<ButtonProps, 'variant' | 'size'> {
  companyId: string;
  label?: string;
}

/** A new account out of what is known of the company; nothing where this server cannot. */
export function GenerateAccount({ companyId, label = 'Generate an account', ...look }: GenerateAccountProps) {
  const available = useAvailable();
  const [open, setOpen] = useState(false);
  if (!available?.kinds.includes('account')) return null;
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        <Sparkles aria-hidden="true" />
        {label}
      </Button>
      {open ? <AccountDialog companyId={companyId} onOpenChange={setOpen} /> : null}
    </>
  );
}

function AccountDialog({
  companyId,
  onOpenChange,
}: {
  companyId: string;
  onOpenChange: (open: boolean) => void;
}) {
  const { document: company } = useDocument('company', companyId);
  const { isBusy, error, begin } = useBeginAndWatch(companyId);
  const known = company?.data.icpHypothesis?.targetAccountHypothesis;
  return (
    <GenerateDialog
      onOpenChange={onOpenChange}
      title="Generate an account"
      description={`A kind of company that needs what ${company?.name ?? 'this company'} sells, with filters and signals.`}
      placeholder={known ? `Known so far: ${known}` : 'Mid-size software companies that run on AWS'}
      isBusy={isBusy}
      error={error}
      onGenerate={(hypothesis) =>
        begin({
          kind: 'account',
          inputs: { companyId, ...(hypothesis === undefined ? {} : { hypothesis }) },
        })
      }
    />
  );
}
