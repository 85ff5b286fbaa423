import { Link, Outlet } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { usePlace } from '../place.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ResponsiveShell } from '../ui/responsive-shell.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Brand } from './brand.tsx';
import { mainId } from './page.tsx';
import { useShortcut } from './shortcut.ts';
import { WorkspaceBanner } from './workspace-banner.tsx';
import { BottomBar, SideNavigation } from './workspace-navigation.tsx';
import { WorkspaceSession } from './workspace-session.tsx';

const SearchDialog = lazy(() =>
  import('../features/search/search-dialog.tsx').then(({ SearchDialog }) => ({ default: SearchDialog })),
);

/** Around every screen of a place. */
export function WorkspaceLayout() {
  const { place } = usePlace();
  return (
    <WorkspaceSession key={place} place={place}>
      <WorkspaceFrame />
    </WorkspaceSession>
  );
}

function WorkspaceFrame() {
  const { paths } = usePlace();
  const [searching, setSearching] = useState(false);
  const openSearch = useCallback(() => setSearching(true), []);
  useShortcut('k', openSearch);
  return (
    <TooltipProvider>
      <ResponsiveShell
        mainId={mainId}
        banner={<WorkspaceBanner />}
        brand={
          <Link to={paths.home} className="inline-flex rounded-md">
            <Brand />
          </Link>
        }
        navigation={(leave) => (
          <SideNavigation
            leave={leave}
            onSearch={() => {
              leave();
              openSearch();
            }}
          />
        )}
        topActions={<IconButton label="Search" icon={<Search />} onClick={openSearch} />}
        bottomBar={<BottomBar />}
      >
        <Outlet />
      </ResponsiveShell>
      {searching ? (
        <Suspense fallback={null}>
          <SearchDialog open={searching} onOpenChange={setSearching} />
        </Suspense>
      ) : null}
      <Toaster />
    </TooltipProvider>
  );
}
