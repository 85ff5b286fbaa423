import { seniorities } from '@blossomer/contract';
import { everything, inAddress, priorityChoices } from '../../components/filter-choices.ts';
import { ListSearch } from '../../components/list-search.tsx';
import { seniorityWords } from '../../components/seniority-badge.tsx';
import { Select } from '../../ui/select.tsx';
import type { PersonaSort, PersonaView } from './persona-view.ts';

interface PersonaFiltersProps {
  view: PersonaView;
  setView: (change: Record<string, string>) => void;
}

export function PersonaFilters({ view, setView }: PersonaFiltersProps) {
  return (
    <search className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <ListSearch
        label="Search the personas"
        asked={view.q}
        ask={(q) => setView({ q })}
        className="col-span-2 sm:w-64"
      />
      <Select
        aria-label="Seniority"
        value={view.seniority ?? everything}
        onChange={(seniority) => setView({ seniority: inAddress(seniority) })}
        choices={[
          { value: everything, label: 'Any seniority' },
          ...seniorities.toReversed().map((value) => ({ value, label: seniorityWords[value] })),
        ]}
        className="sm:w-36"
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
        className="col-span-2 sm:w-44"
      />
    </search>
  );
}

const orders: { value: PersonaSort; label: string }[] = [
  { value: '-seniority', label: 'Most senior first' },
  { value: '-priority', label: 'Highest priority first' },
  { value: 'name', label: 'Name, A to Z' },
  { value: '-updatedAt', label: 'Last changed first' },
];
