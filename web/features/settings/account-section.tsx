import { type FormEvent, useState } from 'react';
import { failureOf } from '../../components/problem.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { ErrorState } from '../../ui/states.tsx';

/** The end of everything of the person's here, asked for in a way that nobody takes by mistake. */
export function AccountSection() {
  const [open, setOpen] = useState(false);
  return (
    <SettingsSection
      id="account"
      title="Delete the account"
      description="Erases all of your work from the server, for good, and then the account itself."
    >
      <Button onClick={() => setOpen(true)}>Delete my account</Button>
      {open ? <DeleteDialog onOpenChange={setOpen} /> : null}
    </SettingsSection>
  );
}

function DeleteDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const { person, deleteAccount } = usePerson();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wanted = person.email ?? person.id;
  const matches = typed.trim().toLowerCase() === wanted.toLowerCase();

  async function erase(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!matches || busy) return;
    setBusy(true);
    setError(null);
    try {
      await deleteAccount();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="narrow"
      title="Delete the account and everything in it?"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button type="submit" form="delete-account" variant="danger" busy={busy}>
            Delete for good
          </Button>
        </>
      }
    >
      <form id="delete-account" onSubmit={erase} noValidate className="flex flex-col gap-4">
        <ul className="ml-4 list-disc text-ink-muted marker:text-ink-faint">
          <li>All companies, accounts, personas, campaigns, the trash and every import are erased.</li>
          <li>Edits that were not sent go with them.</li>
          <li>It cannot be undone. Export everything before, if you may need it.</li>
          <li>What this browser holds outside of your account stays here.</li>
        </ul>
        {error === null ? null : (
          <ErrorState title="The account is still there" requestId={failureOf(error).requestId}>
            {failureOf(error).detail}
          </ErrorState>
        )}
        <Field
          label={`Type ${wanted} to confirm`}
          error={asked && !matches ? 'This is not the address of this account.' : undefined}
        >
          <Input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      </form>
    </Dialog>
  );
}
