import type { ImportDecisions } from '@blossomer/contract';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { Merge } from './offers.ts';

type Merged = NonNullable<ImportDecisions['mergeAccounts']>;

export interface MergeAccountsProps {
  merges: readonly Merge[];
  value: Merged;
  onChange: (merged: Merged) => void;
}

/** A name alone merges nothing: whether two accounts are one, only the person knows. */
export function MergeAccounts({ merges, value, onChange }: MergeAccountsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">Accounts of the same name</legend>
      <p className="text-ink-muted text-sm">
        They come in apart, because only you know whether they are one. Where texts of one account differ, the
        first stays and the other is kept with the import.
      </p>
      {merges.map(({ from, into, name, number, below }) => (
        <Checkbox
          key={from}
          label={`${name}: account ${number} is the same as account 1`}
          hint={`Account ${number} has ${below.from}; account 1 has ${below.into}.`}
          checked={value.some((one) => one.from === from)}
          onChange={(checked) =>
            onChange(checked ? [...value, { from, into }] : value.filter((one) => one.from !== from))
          }
        />
      ))}
    </fieldset>
  );
}
