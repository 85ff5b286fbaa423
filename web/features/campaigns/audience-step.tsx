import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Failed } from '../../components/failed.tsx';
import { useWhole } from '../../components/use-whole.ts';
import { useDocument, useList } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import type { Wizard } from './wizard-draft.ts';
import { StepForm } from './wizard-steps.tsx';

/** Whom the e-mail is for. */
export function AudienceStep({ wizard, isReady }: { wizard: Wizard; isReady: boolean }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { draft, set, go } = wizard;
  const accounts = useWhole(useList('account', { companyId, fields: 'summary', sort: 'name', limit: 200 }));
  const [only, ...others] = accounts.items;
  useEffect(() => {
    if (draft.accountId === undefined && draft.personaId === undefined && only && others.length === 0) {
      set({ accountId: only.id });
    }
  }, [draft, only, others.length, set]);

  if (accounts.isLoading) return <FieldsSkeleton />;
  if (accounts.error) return <Failed error={accounts.error} retry={accounts.refresh} />;
  if (accounts.items.length === 0) {
    return (
      <EmptyState
        title="First an account"
        actions={
          <Button asChild variant="primary">
            <Link to={paths.accounts(companyId)}>To the accounts</Link>
          </Button>
        }
      >
        An e-mail is written for a persona, and a persona belongs to an account: the kind of company they work
        in. This company has no account yet.
      </EmptyState>
    );
  }
  return (
    <StepForm title="Whom do you write to" onward="Next" isReady={isReady} onSubmit={() => go(2)}>
      <div className="grid grid-cols-1 max-w-xl gap-5">
        <Field label="Account" hint={<Way to={paths.accounts(companyId)}>Another account</Way>}>
          <Select
            value={draft.accountId ?? ''}
            placeholder="Choose an account"
            choices={accounts.items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(accountId) => set({ accountId, personaId: undefined })}
          />
        </Field>
        {draft.accountId !== undefined ? (
          <PersonaField key={draft.accountId} wizard={wizard} accountId={draft.accountId} />
        ) : draft.personaId !== undefined ? (
          <AccountOf personaId={draft.personaId} wizard={wizard} />
        ) : null}
      </div>
    </StepForm>
  );
}

function PersonaField({ wizard, accountId }: { wizard: Wizard; accountId: string }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { draft, set, configure } = wizard;
  const personas = useWhole(useList('persona', { accountId, fields: 'summary', sort: 'name', limit: 200 }));
  const [only, ...others] = personas.items;
  useEffect(() => {
    if (draft.personaId === undefined && only && others.length === 0) set({ personaId: only.id });
  }, [draft.personaId, only, others.length, set]);

  if (personas.isLoading) return <FieldsSkeleton />;
  if (personas.error) return <Failed error={personas.error} retry={personas.refresh} />;
  if (personas.items.length === 0) {
    return (
      <EmptyState
        level="h3"
        title="No persona in this account yet"
        actions={
          <Button asChild>
            <Link to={paths.account(companyId, accountId)}>Open the account</Link>
          </Button>
        }
      >
        Add the person who decides there, then come back: your choices are kept.
      </EmptyState>
    );
  }
  return (
    <Field label="Persona" hint={<Way to={paths.account(companyId, accountId)}>Another persona</Way>}>
      <Select
        value={personas.items.some(({ id }) => id === draft.personaId) ? (draft.personaId ?? '') : ''}
        placeholder="Choose a persona"
        choices={personas.items.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(personaId) => {
          set({ personaId });
          configure({ useCaseId: undefined, useCase: undefined });
        }}
      />
    </Field>
  );
}

/** Who comes from a persona brings its account along. */
function AccountOf({ personaId, wizard: { set } }: { personaId: string; wizard: Wizard }) {
  const { document, isMissing } = useDocument('persona', personaId);
  const accountId = document?.accountId;
  useEffect(() => {
    if (accountId !== undefined) set({ accountId });
    else if (isMissing) set({ personaId: undefined });
  }, [accountId, isMissing, set]);
  return <FieldsSkeleton />;
}

function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <>
      {children}?{' '}
      <Link to={to} className="text-link underline underline-offset-4">
        Make one
      </Link>{' '}
      and come back: your choices are kept.
    </>
  );
}

function FieldsSkeleton() {
  return (
    <Loading label="Loading" className="grid grid-cols-1 max-w-xl gap-2">
      <Skeleton className="w-24" />
      <Skeleton className="h-control" />
    </Loading>
  );
}
