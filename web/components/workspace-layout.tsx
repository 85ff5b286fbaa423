import { Link, Outlet, useLoaderData } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { GenerationsContext } from '../data/generations.ts';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { SignedInContext } from '../person.ts';
import { usePlace } from '../place.ts';
import type { OpenPlace } from '../sessions.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ResponsiveShell } from '../ui/responsive-shell.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Brand } from './brand.tsx';
import { ClaimBanner } from './claim-banner.tsx';
import { EarlyKeys } from './early-keys.tsx';
import { UnderWay, UnderWayNews } from './generation/under-way.tsx';
import { mainId } from './page.tsx';
import { SampleNotice } from './sample-notice.tsx';
import { SaveIndicator } from './save-indicator.tsx';
import { SessionEndedBanner } from './session-ended-banner.tsx';
import { useShortcut } from './shortcut.ts';
import { WorkspaceBanner } from './workspace-banner.tsx';
import { BottomBar, SideNavigation } from './workspace-navigation.tsx';

const loadSearch = () => import('../features/search/search-dialog.tsx');
const SearchDialog = lazy(() => loadSearch().then(({ SearchDialog }) => ({ default: SearchDialog })));

/** Around every screen of a place: its work, and the ways through it. */
export function WorkspaceLayout() {
  const open: OpenPlace = useLoaderData({ strict: false });
  return (
    <SignedInContext value={open.signedIn}>
      <WorkspaceProvider key={open.session.owner} session={open.session}>
        <GenerationsContext value={open.generations}>
          <TooltipProvider>
            <Shell
              banner={
                <>
                  <WorkspaceBanner mode={open.signedIn?.mode ?? null} />
                  <SessionEndedBanner />
                  <ClaimBanner />
                </>
              }
            />
            <Toaster />
          </TooltipProvider>
        </GenerationsContext>
      </WorkspaceProvider>
    </SignedInContext>
  );
}

function Shell({ banner }: { banner: ReactNode }) {
  const { paths } = usePlace();
  const [searching, setSearching] = useState(false);
  const early = useRef('');
  const openSearch = useCallback(() => {
    early.current = '';
    setSearching(true);
  }, []);
  useShortcut('k', openSearch, loadSearch);
  return (
    <>
      <ResponsiveShell
        mainId={mainId}
        banner={banner}
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
        news={<UnderWay />}
        topActions={
          <>
            <SaveIndicator iconOnly />
            <IconButton label="Search" icon={<Search />} onClick={openSearch} />
          </>
        }
        bottomBar={<BottomBar />}
      >
        <SampleNotice />
        <Outlet />
      </ResponsiveShell>
      <UnderWayNews />
      {searching ? (
        <Suspense fallback={<EarlyKeys typed={early} close={() => setSearching(false)} />}>
          <SearchDialog open={searching} onOpenChange={setSearching} early={early} />
        </Suspense>
      ) : null}
    </>
  );
}
