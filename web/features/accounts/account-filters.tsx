import { everything, inAddress, priorityChoices } from '../../components/filter-choices.ts';
import { LayoutSwitch } from '../../components/layout-switch.tsx';
import { ListSearch } from '../../components/list-search.tsx';
import { useLayout } from '../../preferences.ts';
import { Select } from '../../ui/select.tsx';
import type { AccountSort, AccountView } from './account-view.ts';

interface AccountFiltersProps {
  view: AccountView;
  setView: (change: Record<string, string>) => void;
}

export function AccountFilters({ view, setView }: AccountFiltersProps) {
  const [layout, setLayout] = useLayout();
  return (
    <search className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <ListSearch
        label="Search the accounts"
        asked={view.q}
        ask={(q) => setView({ q })}
        className="col-span-2 sm:w-64"
      />
      <Select
        aria-label="Priority"
        value={view.priority ?? everything}
        onChange={(priority) => setView({ priority: inAddress(priority) })}
        choices={priorityChoices}
        className="sm:w-36"
      />
      <Select
        aria-label="Order"
        value={view.sort}
        onChange={(sort) => setView({ sort })}
        choices={orders}
        className="sm:w-44"
      />
      <LayoutSwitch layout={layout} onChange={setLayout} className="justify-self-start sm:ml-auto" />
    </search>
  );
}

const orders: { value: AccountSort; label: string }[] = [
  { value: '-priority', label: 'Highest priority first' },
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
  { value: '-updatedAt', label: 'Last changed first' },
  { value: '-createdAt', label: 'Newest first' },
  { value: 'createdAt', label: 'Oldest first' },
];
