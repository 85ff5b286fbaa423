import type { Account } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useEditing } from '../../components/editing.tsx';
import { Failed } from '../../components/failed.tsx';
import { useUndo } from '../../components/use-undo.ts';
import { useWhole } from '../../components/use-whole.ts';
import { useList } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

interface MoveAccountDialogProps {
  account: Account;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** With its personas and campaigns, to another of the person's companies. */
export function MoveAccountDialog({ account, open, onOpenChange }: MoveAccountDialogProps) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const offerUndo = useUndo();
  const { setField } = useEditing();
  const [target, setTarget] = useState('');
  const companies = useWhole(useList('company', { fields: 'summary', sort: 'name', limit: 200 }));
  const others = companies.items.filter(({ id }) => id !== account.companyId);

  function move() {
    const { id, companyId, name } = account;
    const there = others.find((company) => company.id === target);
    if (there === undefined) return;
    setField('/companyId', target);
    onOpenChange(false);
    void navigate({ to: paths.account(target, id), replace: true });
    offerUndo(`${name} moved to ${there.name}`, async () => {
      setField('/companyId', companyId);
      await navigate({ to: paths.account(companyId, id), replace: true });
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Move to another company"
      description="Its personas and campaigns go with it."
      width="narrow"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" disabled={target === ''} onClick={move}>
            Move
          </Button>
        </>
      }
    >
      {companies.error ? <Failed error={companies.error} retry={companies.refresh} /> : null}
      {others.length === 0 && !companies.isLoading ? (
        <p className="text-ink-muted">There is no other company yet to move it to.</p>
      ) : (
        <Field label="Company">
          <Select
            value={target}
            onChange={setTarget}
            placeholder="Choose a company"
            choices={others.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </Dialog>
  );
}
