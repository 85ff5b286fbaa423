import 'fake-indexeddb/auto';
import { RouterProvider } from '@tanstack/react-router';
import { cleanup, render, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import { openLocal } from '../workspace/local.ts';
import type { Workspace } from '../workspace/workspace.ts';

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

export function leaveScreens(): void {
  cleanup();
  vi.unstubAllGlobals();
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
  cleanup();
  vi.resetModules();
  window.history.replaceState(null, '', path);
  const { router } = await import('../routes.tsx');
  render(<RouterProvider router={router} />);
  return { router, user: userEvent.setup() };
}

/** Screens are loaded when they are opened, on a machine that may be busy. */
export const patience = { timeout: 20_000 };

export const sampleId = (number: number) => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Until it holds: what was typed is written a moment later. */
export const settled = <Result,>(holds: () => Result) => waitFor(holds, patience);
