import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { onTestFinished, vi } from 'vitest';
import { GenerationsContext } from '../data/generations.ts';
import { openSession, type Session } from '../data/session.ts';
import { WorkspaceProvider } from '../data/WorkspaceProvider.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import type { Generations } from '../workspace/generations.ts';
import { openLocal } from '../workspace/local.ts';
import './patience.ts';
import { newStorage } from './storage.ts';

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** The playground of a browser of its own, in jsdom: a real workspace, nothing kept from the test before. */
export async function newPlayground(storage = newStorage()): Promise<Session> {
  const session = await openSession({
    workspace: await openLocal({ storage }),
    storage,
    restMilliseconds: 5,
  });
  onTestFinished(async () => {
    await act(() => session.close());
  });
  return session;
}

interface Shown {
  session: Session;
  /** Where the screen generates; without them it offers none of it. */
  generations?: Generations;
  /** The address of the screen, and the pattern that its parameters are read from. */
  at?: string;
  path?: string;
}

/** Renders one screen as its route would, over a real session. Every other address of the place is an empty page. */
export async function renderScreen(children: ReactNode, shown: Shown) {
  const { session, generations = null, at = '/playground', path } = shown;
  for (const { id } of toast.getToasts()) toast.dismiss(id); // Toasts outlive the page that a test rendered.
  vi.stubGlobal('ResizeObserver', NoResize);
  vi.stubGlobal('scrollTo', () => {});
  Element.prototype.scrollIntoView ??= () => {};
  Element.prototype.hasPointerCapture ??= () => false;
  Element.prototype.setPointerCapture ??= () => {};
  const root = createRootRoute({ component: Outlet });
  const place = createRoute({
    getParentRoute: () => root,
    path: '/playground',
    beforeLoad: () => ({ place: 'playground' as const }),
    component: () => (
      <WorkspaceProvider session={session}>
        <GenerationsContext value={generations}>
          <TooltipProvider>
            <Outlet />
            <Toaster />
          </TooltipProvider>
        </GenerationsContext>
      </WorkspaceProvider>
    ),
  });
  const screen = createRoute({ getParentRoute: () => place, path: path ?? '/', component: () => children });
  const elsewhere = createRoute({ getParentRoute: () => place, path: '$', component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([place.addChildren([screen, elsewhere])]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  // The app's router is registered as the type of all routers; this one has fewer routes.
  const view = render(<RouterProvider router={router as never} />);
  await act(() => router.load());
  return { router, user: userEvent.setup(), ...view };
}
