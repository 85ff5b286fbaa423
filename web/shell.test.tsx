// @vitest-environment jsdom
import { RouterProvider } from '@tanstack/react-router';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { everyPath, paths } from './paths.ts';
import './testing/patience.ts';

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', NoResize);
  vi.stubGlobal('scrollTo', () => {});
  window.localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** A page load: everything that modules keep is new. */
async function open(path: string) {
  cleanup();
  vi.resetModules();
  window.history.replaceState(null, '', path);
  const { router } = await import('./routes.tsx');
  render(<RouterProvider router={router} />);
  return { router, user: userEvent.setup() };
}

test('every address that the app makes leads to a screen', async () => {
  const { router } = await import('./routes.tsx');
  const segments = (path: string) => new URL(path, 'http://here').pathname.split('/').filter(Boolean).length;
  // An address without a screen is found too, by what is above it: all of it must be matched.
  const isScreen = (path: string) => {
    const [, , route] = router.getMatchedRoutes(new URL(path, 'http://here').pathname);
    return route !== undefined && segments(route.fullPath) === segments(path);
  };
  expect(everyPath.filter((path) => !isScreen(path))).toEqual([]);
  expect([isScreen('/no-such-screen'), isScreen('/playground/company')]).toEqual([false, false]);
});

test('the landing form refuses what is no website, and takes the rest to the company form of the playground', async () => {
  const { router, user } = await open(paths.landing);
  const website = await screen.findByLabelText('Website of your company');
  await user.type(website, 'my company');
  await user.click(screen.getByRole('button', { name: /Begin/ }));
  expect(screen.getByRole('alert').textContent).toBe('Type the address of a website, such as acme.com.');
  expect(document.activeElement).toBe(website);
  await user.clear(website);
  await user.type(website, 'acme.com');
  await user.type(screen.getByLabelText('Context'), 'We sell to <b>banks</b>');
  await user.click(screen.getByRole('button', { name: /Begin/ }));
  const heading = await screen.findByRole('heading', { name: 'New company' });
  expect(router.state.location.href).toBe('/playground/new?website=acme.com');
  expect(await screen.findByText('We sell to <b>banks</b>')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(document.title).toBe('New company - Blossomer GTM');
}, 30_000);

test('the places below a company are offered only where there is one, and stay in the playground', async () => {
  const { user } = await open(paths.playground.accounts('c1'));
  await screen.findByRole('heading', { name: 'Accounts' });
  const [personas] = screen.getAllByRole('link', { name: 'Personas' });
  expect(personas?.getAttribute('href')).toBe('/playground/company/c1/personas');
  const [trash] = screen.getAllByRole('link', { name: 'Trash' });
  if (trash) await user.click(trash);
  await screen.findByRole('heading', { name: 'Trash' });
  expect(screen.queryByRole('link', { name: 'Personas' })).toBeNull();
}, 30_000);

test('an address without a screen says so and offers the way on, within its place too', async () => {
  await open('/no-such-screen');
  await screen.findByRole('heading', { name: 'There is nothing here' });
  expect(screen.getByRole('link', { name: 'To the start' }).getAttribute('href')).toBe('/');
  await open('/playground/no-such-screen');
  await screen.findByRole('heading', { name: 'There is nothing here' });
  expect(screen.getByRole('link', { name: 'Open the trash' }).getAttribute('href')).toBe('/playground/trash');
}, 30_000);

test('a browser that keeps nothing is told, with a way to try again', async () => {
  vi.stubGlobal('localStorage', undefined);
  await open(paths.playground.home);
  const problem = await screen.findByRole('alert');
  expect(problem.textContent).toContain('This browser does not keep your work');
  expect(problem.textContent).toContain('private mode, or storage is blocked');
  expect(
    screen.getByRole('heading', { level: 1, name: 'The playground cannot be opened here' }),
  ).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Sign in instead' }).getAttribute('href')).toBe(
    paths.signIn('/app'),
  );
}, 30_000);
