import { useNavigate } from '@tanstack/react-router';
import { Building2, ChevronsUpDown, Plus } from 'lucide-react';
import { useList } from '../data/hooks.ts';
import { useCompanyOnScreen, usePlace } from '../place.ts';
import { isSample } from '../sample/ids.ts';
import { DropdownMenu } from '../ui/popover.tsx';

/** Which company is on screen, and so used everywhere; choosing another goes to its overview. */
export function CompanySwitcher({ leave }: { leave: () => void }) {
  const { items: companies, isLoading } = useList('company', { fields: 'summary', sort: 'name', limit: 200 });
  const { paths } = usePlace();
  const navigate = useNavigate();
  const companyId = useCompanyOnScreen();
  const current = companies.find(({ id }) => id === companyId);
  const unnamed = isLoading ? 'Loading' : companies.length === 0 ? 'No company yet' : 'Choose a company';
  const go = (to: string) => {
    leave();
    void navigate({ to });
  };
  return (
    <DropdownMenu
      label="Companies"
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-control-large w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-left shadow-card hover:bg-hover"
        >
          <Building2 aria-hidden="true" className="size-4 shrink-0 text-company" />
          <span className="min-w-0 flex-1 truncate font-medium">
            <span className="sr-only">Company: </span>
            {current?.name ?? unnamed}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
        </button>
      }
      groups={[
        companies.map(({ id, name }) => ({
          label: isSample({ id }) ? `${name} (example)` : name,
          checked: id === companyId,
          onSelect: () => go(paths.company(id)),
        })),
        [{ label: 'New company', icon: <Plus />, onSelect: () => go(paths.newCompany()) }],
      ].filter((group) => group.length > 0)}
    />
  );
}
