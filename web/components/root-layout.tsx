import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { mainId } from './page.tsx';

/** Around every screen: the way past the navigation, and where the focus goes when the screen changes. */
export function RootLayout() {
  const spoken = useFocusOnNavigation();
  return (
    <>
      <a
        href={`#${mainId}`}
        className="-translate-y-16 fixed top-2 left-2 z-50 rounded-md bg-primary px-3 py-2 font-medium text-on-primary focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Outlet />
      <span aria-live="polite" aria-atomic="true" className="sr-only">
        {spoken}
      </span>
    </>
  );
}

/** A screen reader hears the new screen and continues at its heading, as after a page load. */
function useFocusOnNavigation(): string {
  const router = useRouter();
  const [spoken, setSpoken] = useState('');
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation, toLocation }) => {
        if (!fromLocation || !pathChanged || toLocation.hash !== '') return;
        const main = document.getElementById(mainId);
        const heading = main?.querySelector<HTMLElement>('h1');
        (heading ?? main)?.focus({ preventScroll: true });
        setSpoken(document.title);
      }),
    [router],
  );
  return spoken;
}
