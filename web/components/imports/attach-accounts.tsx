import type { ImportDecisions, ImportedDocument } from '@blossomer/contract';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { becauseWords } from './words.ts';

type Attached = NonNullable<ImportDecisions['attachAccounts']>;

export interface AttachAccountsProps {
  accounts: readonly ImportedDocument[];
  companies: readonly { value: string; label: string }[];
  value: Attached;
  onChange: (attached: Attached) => void;
}

/** Old builds did not write down which company an account belongs to. */
export function AttachAccounts({ accounts, companies, value, onChange }: AttachAccountsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? accounts : accounts.slice(0, shownMax);
  const attach = (account: ImportedDocument, companyId: string) => {
    const others = value.filter(({ accountId }) => accountId !== account.id);
    onChange(companyId === account.parentId ? others : [...others, { accountId: account.id, companyId }]);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="font-medium">Which company does each account belong to?</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {shown.map((account) => {
          const decided = value.find(({ accountId }) => accountId === account.id);
          return (
            <Field key={account.id} label={account.name} hint={decided ? 'As you decided.' : hintOf(account)}>
              <Select
                value={decided?.companyId ?? account.parentId ?? ''}
                onChange={(companyId) => attach(account, companyId)}
                choices={companies}
                placeholder="Choose a company"
              />
            </Field>
          );
        })}
      </div>
      {accounts.length > shown.length ? (
        <Button variant="link" className="self-start" onClick={() => setAll(true)}>
          Show all {accounts.length} accounts
        </Button>
      ) : null}
    </fieldset>
  );
}

const shownMax = 10;

function hintOf({ because }: ImportedDocument): string | undefined {
  const reason = because && becauseWords[because];
  return reason ? `Now: ${reason}.` : undefined;
}
