import { statuses, types } from '../../components/campaign-words.ts';
import { LayoutSwitch } from '../../components/layout-switch.tsx';
import { ListSearch } from '../../components/list-search.tsx';
import { useLayout } from '../../preferences.ts';
import { Select } from '../../ui/select.tsx';
import type { ListView, Sort } from './list-view.ts';
import type { useCampaignRows } from './use-campaign-rows.ts';

interface FiltersProps {
  view: ListView;
  setView: (change: Partial<ListView>) => void;
  found: ReturnType<typeof useCampaignRows>;
}

export function CampaignFilters({ view, setView, found }: FiltersProps) {
  const ofAccount = found.personas.filter(
    ({ accountId }) => view.accountId === '' || accountId === view.accountId,
  );
  return (
    <search className="mb-3 grid grid-cols-2 gap-2 sm:grid-cols-4 lg:flex">
      <ListSearch
        label="Search the e-mails"
        asked={view.q}
        ask={(q) => setView({ q })}
        className="col-span-2 sm:col-span-4 lg:flex-1"
      />
      <Select
        aria-label="Account"
        value={view.accountId || all}
        onChange={(accountId) => setView({ accountId: picked(accountId), personaId: '' })}
        choices={[{ value: all, label: 'All accounts' }, ...named(found.accounts)]}
        className="lg:w-40"
      />
      <Select
        aria-label="Persona"
        value={view.personaId || all}
        onChange={(personaId) => setView({ personaId: picked(personaId) })}
        choices={[{ value: all, label: 'All personas' }, ...named(ofAccount)]}
        className="lg:w-40"
      />
      <Select
        aria-label="Type"
        value={view.type || all}
        onChange={(type) => setView({ type: picked(type) })}
        choices={[{ value: all, label: 'All types' }, ...withChosen(types, view.type)]}
        className="lg:w-34"
      />
      <Select
        aria-label="Status"
        value={view.status || all}
        onChange={(status) => setView({ status: picked(status) })}
        choices={[{ value: all, label: 'Any status' }, ...withChosen(statuses, view.status)]}
        className="lg:w-32"
      />
    </search>
  );
}

/** In which order and shape they are shown. */
export function CampaignArrangement({ view, setView }: Omit<FiltersProps, 'found'>) {
  const [layout, setLayout] = useLayout();
  return (
    <div className="flex items-center gap-2">
      <Select
        aria-label="Order"
        value={view.sort}
        onChange={(sort) => setView({ sort })}
        choices={orders}
        className="w-44"
      />
      <LayoutSwitch layout={layout} onChange={setLayout} />
    </div>
  );
}

/** A choice of a select that means none of them; no id and no word of a person. */
const all = '*';
const picked = (value: string) => (value === all ? '' : value);

interface Choice<Value extends string = string> {
  value: Value;
  label: string;
}

const orders: readonly Choice<Sort>[] = [
  { value: '-updatedAt', label: 'Last changed' },
  { value: 'updatedAt', label: 'Longest unchanged' },
  { value: '-createdAt', label: 'Newest' },
  { value: 'createdAt', label: 'Oldest' },
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
];

function named(rows: readonly { id: string; name: string }[]): Choice[] {
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

/** A link may ask for a word of a person's own. */
function withChosen(usual: readonly Choice[], chosen: string): readonly Choice[] {
  const isKnown = chosen === '' || usual.some(({ value }) => value === chosen);
  return isKnown ? usual : [...usual, { value: chosen, label: chosen }];
}
