import { useEffect } from 'react';

/** Cmd on a Mac, Ctrl elsewhere, with this letter. `soon`: the first of the two is down, what comes may be fetched. */
export function useShortcut(letter: string, act: () => void, soon?: () => unknown): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === (isMac ? 'Meta' : 'Control')) soon?.();
      if (event.key.toLowerCase() !== letter || event.altKey || event.shiftKey) return;
      if (!(isMac ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [letter, act, soon]);
}

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** How the shortcut is written on this machine. */
export function shortcutText(letter: string): string {
  return isMac ? `⌘${letter.toUpperCase()}` : `Ctrl ${letter.toUpperCase()}`;
}
