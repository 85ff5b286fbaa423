import { paths } from '../paths.ts';

/** Where to go after signing in. Only places of this app: an address elsewhere would be somebody's trap. */
export function nextPlace(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return paths.app.home;
  try {
    const { origin, pathname, search, hash } = new URL(next, here);
    const isOurs = origin === here && !pathname.startsWith('//');
    return isOurs && !/^\/sign-in(\/|$)/.test(pathname) ? pathname + search + hash : paths.app.home;
  } catch {
    return paths.app.home;
  }
}

/** Any origin will do: what resolves to another one is not ours. */
const here = 'https://here.invalid';

const key = 'gtm.sign-in.next';

/** Over a sign-in that leaves the page. */
export function rememberPlace(next: string): void {
  try {
    sessionStorage.setItem(key, next);
  } catch {
    // Without storage the way ends at the start of the app.
  }
}

export function rememberedPlace(): string {
  try {
    return nextPlace(sessionStorage.getItem(key));
  } catch {
    return paths.app.home;
  }
}
