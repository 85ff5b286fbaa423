import 'fake-indexeddb/auto';
import { RouterProvider } from '@tanstack/react-router';
import { cleanup, render, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, vi } from 'vitest';
import { openLocal } from '../workspace/local.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { patience } from './patience.ts';

/** What jsdom lacks and screens ask for. */
export function prepareScreens(): void {
  vi.stubGlobal('ResizeObserver', NoResize);
  vi.stubGlobal('scrollTo', () => {});
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }));
  HTMLElement.prototype.setPointerCapture = () => {};
  window.localStorage.clear();
}

let shown: { state: { status: string } } | undefined;

export async function leaveScreens(): Promise<void> {
  await leaveScreen();
  vi.unstubAllGlobals();
}

/** A router that is still on its way somewhere would draw after its page, and the whole window, is gone. */
async function leaveScreen(): Promise<void> {
  const router = shown;
  shown = undefined;
  if (router) await vi.waitFor(() => expect(router.state.status).toBe('idle'), patience);
  cleanup();
}

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** The playground of this browser, as it is kept: what screens show is read from it, and what they save is found there. */
export function keptPlayground(): Promise<Workspace> {
  return openLocal({ storage: window.localStorage });
}

/** A page load: everything that modules keep is new. */
export async function openScreen(path: string) {
  await leaveScreen();
  vi.resetModules();
  window.history.replaceState(null, '', path);
  const { router } = await import('../routes.tsx');
  shown = router;
  render(<RouterProvider router={router} />);
  return { router, user: userEvent.setup() };
}

export const sampleId = (number: number) => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Until it holds: what was typed is written a moment later. */
export const settled = <Result,>(holds: () => Result) => waitFor(holds);
