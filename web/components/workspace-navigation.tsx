import { Link } from '@tanstack/react-router';
import { Building2, Mail, Map as MapIcon, Search, Settings, Target, Trash2, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlacePaths } from '../paths.ts';
import { useCompanyOnScreen, usePlace } from '../place.ts';
import { Dot, Kbd } from '../ui/badge.tsx';
import { classNames } from '../ui/class-names.ts';
import { CompanySwitcher } from './company-switcher.tsx';
import { shortcutText } from './shortcut.ts';
import { ThemeSwitch } from './theme-switch.tsx';

interface Destination {
  label: string;
  icon: ReactNode;
  to: string;
  tone?: 'blue' | 'green' | 'purple' | 'orange';
  /** Active only under exactly this address. */
  exact?: boolean;
}

/** Where one can go from here. Without a company on screen the places below one begin with choosing it. */
export function destinations(
  paths: PlacePaths,
  companyId: string | null,
): { company: Destination[]; rest: Destination[] } {
  const below = (path: (id: string) => string) => (companyId === null ? paths.home : path(companyId));
  return {
    company: [
      { label: 'Company', icon: <Building2 />, to: below(paths.company), tone: 'blue', exact: true },
      { label: 'Accounts', icon: <Target />, to: below(paths.accounts), tone: 'green' },
      { label: 'Personas', icon: <UserRound />, to: below(paths.personas), tone: 'purple' },
      { label: 'Campaigns', icon: <Mail />, to: below(paths.campaigns), tone: 'orange' },
      { label: 'Map', icon: <MapIcon />, to: below(paths.map) },
    ],
    rest: [
      { label: 'Trash', icon: <Trash2 />, to: paths.trash },
      { label: 'Settings', icon: <Settings />, to: paths.settings },
    ],
  };
}

export function SideNavigation({ leave, onSearch }: { leave: () => void; onSearch: () => void }) {
  const { paths } = usePlace();
  const companyId = useCompanyOnScreen();
  const { company, rest } = destinations(paths, companyId);
  return (
    <div className="flex flex-1 flex-col gap-4 px-3 pb-3">
      <CompanySwitcher companies={[]} leave={leave} />
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-control items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-ink-muted hover:bg-hover hover:text-ink"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="flex-1 text-left">Search</span>
        <Kbd>{shortcutText('k')}</Kbd>
      </button>
      <nav aria-label="Screens" className="flex flex-1 flex-col justify-between gap-4">
        <NavigationList items={company} leave={leave} chosen={companyId !== null} />
        <NavigationList items={rest} leave={leave} chosen />
      </nav>
      <ThemeSwitch />
    </div>
  );
}

function NavigationList({
  items,
  leave,
  chosen,
}: {
  items: Destination[];
  leave: () => void;
  chosen: boolean;
}) {
  return (
    <ul className="flex flex-col gap-px">
      {items.map(({ label, icon, to, tone, exact = false }) => (
        <li key={label}>
          <Link
            to={to}
            onClick={leave}
            activeOptions={{ exact, includeSearch: false }}
            activeProps={chosen ? { className: 'bg-pressed/70 font-medium text-ink' } : {}}
            inactiveProps={{ className: 'text-ink-muted' }}
            className="flex h-control items-center gap-2.5 rounded-md px-2.5 hover:bg-hover hover:text-ink [&_svg]:size-4"
          >
            {icon}
            <span className="flex-1">{label}</span>
            {tone ? <Dot tone={tone} className="size-1.5" /> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** On a phone: the four documents, in reach of the thumb. */
export function BottomBar() {
  const { paths } = usePlace();
  const companyId = useCompanyOnScreen();
  const { company } = destinations(paths, companyId);
  return (
    <nav aria-label="Documents">
      <ul className="grid grid-cols-4">
        {company.slice(0, 4).map(({ label, icon, to, exact = false }) => (
          <li key={label}>
            <Link
              to={to}
              activeOptions={{ exact, includeSearch: false }}
              activeProps={companyId === null ? {} : { className: 'font-medium text-ink' }}
              inactiveProps={{ className: 'text-ink-muted' }}
              className={classNames(
                'flex h-14 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2 [&_svg]:size-5',
              )}
            >
              {icon}
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
