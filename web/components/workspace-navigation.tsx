import { Link } from '@tanstack/react-router';
import { Building2, Mail, Map as MapIcon, Search, Settings, Target, Trash2, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlacePaths } from '../paths.ts';
import { useCompanyOnScreen, usePlace } from '../place.ts';
import { Dot, Kbd } from '../ui/badge.tsx';
import { CompanySwitcher } from './company-switcher.tsx';
import { SaveIndicator } from './save-indicator.tsx';
import { shortcutText } from './shortcut.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import { UserMenu } from './user-menu.tsx';

interface Destination {
  label: string;
  icon: ReactNode;
  to: string;
  tone?: 'blue' | 'green' | 'purple' | 'orange';
  /** Active only under exactly this address. */
  exact?: boolean;
}

/** Where one can go from here. The documents belong to a company: without one on screen it is chosen first. */
export function destinations(
  paths: PlacePaths,
  companyId: string | null,
): { documents: Destination[]; rest: Destination[] } {
  const rest: Destination[] = [
    { label: 'Trash', icon: <Trash2 />, to: paths.trash },
    { label: 'Settings', icon: <Settings />, to: paths.settings },
  ];
  if (companyId === null) {
    return {
      documents: [{ label: 'Companies', icon: <Building2 />, to: paths.home, tone: 'blue', exact: true }],
      rest,
    };
  }
  return {
    documents: [
      { label: 'Company', icon: <Building2 />, to: paths.company(companyId), tone: 'blue', exact: true },
      { label: 'Accounts', icon: <Target />, to: paths.accounts(companyId), tone: 'green' },
      { label: 'Personas', icon: <UserRound />, to: paths.personas(companyId), tone: 'purple' },
      { label: 'Campaigns', icon: <Mail />, to: paths.campaigns(companyId), tone: 'orange' },
      { label: 'Map', icon: <MapIcon />, to: paths.map(companyId) },
    ],
    rest,
  };
}

export function SideNavigation({ leave, onSearch }: { leave: () => void; onSearch: () => void }) {
  const { paths } = usePlace();
  const companyId = useCompanyOnScreen();
  const { documents, rest } = destinations(paths, companyId);
  return (
    <div className="flex flex-1 flex-col gap-4 px-3 pb-3">
      <CompanySwitcher leave={leave} />
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-control items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-ink-muted hover:bg-hover hover:text-ink"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="flex-1 text-left">Search</span>
        <span className="inline-flex pointer-coarse:hidden">
          <Kbd>{shortcutText('k')}</Kbd>
        </span>
      </button>
      <nav aria-label="Screens" className="flex flex-1 flex-col justify-between gap-4">
        <NavigationList items={documents} leave={leave} />
        <NavigationList items={rest} leave={leave} />
      </nav>
      <UserMenu leave={leave} />
      <div className="flex items-center justify-between gap-2">
        <ThemeSwitch />
        <SaveIndicator />
      </div>
    </div>
  );
}

function NavigationList({ items, leave }: { items: Destination[]; leave: () => void }) {
  return (
    <ul className="flex flex-col gap-px">
      {items.map(({ label, icon, to, tone, exact = false }) => (
        <li key={label}>
          <Link
            to={to}
            onClick={leave}
            activeOptions={{ exact, includeSearch: false }}
            className="flex h-control items-center gap-2.5 rounded-md px-2.5 text-ink-muted hover:bg-hover hover:text-ink data-[status=active]:bg-pressed/70 data-[status=active]:font-medium data-[status=active]:text-ink [&_svg]:size-4"
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
  const { documents, rest } = destinations(paths, companyId);
  const shown = companyId === null ? [...documents, ...rest] : documents.slice(0, 4);
  return (
    <nav aria-label="Documents">
      <ul className="grid auto-cols-fr grid-flow-col">
        {shown.map(({ label, icon, to, exact = false }) => (
          <li key={label}>
            <Link
              to={to}
              activeOptions={{ exact, includeSearch: false }}
              className="flex h-14 flex-col items-center justify-center gap-0.5 text-ink-muted text-xs data-[status=active]:font-medium data-[status=active]:text-ink focus-visible:-outline-offset-2 [&_svg]:size-5"
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
