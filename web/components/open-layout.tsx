import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { Brand } from './brand.tsx';
import { mainId } from './page.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Around screens for anybody: the landing page, sign-in. */
export function OpenLayout({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-4 px-5 py-4 sm:px-8">
        <Link to={paths.landing} className="rounded-md">
          <Brand />
        </Link>
        {actions}
      </header>
      <main id={mainId} tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-5 sm:px-8">
        {children}
      </main>
      <footer className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-8 text-ink-muted text-sm sm:px-8">
        <nav aria-label="More">
          <ul className="flex flex-wrap gap-x-5 gap-y-2 [&_a:hover]:text-ink [&_a]:underline-offset-4 [&_a:hover]:underline">
            <li>
              <Link to={paths.playground.home}>Playground</Link>
            </li>
            <li>
              <Link to={paths.signIn()}>Sign in</Link>
            </li>
            <li>
              <a href="/docs">API</a>
            </li>
          </ul>
        </nav>
        <ThemeSwitch />
      </footer>
    </div>
  );
}
