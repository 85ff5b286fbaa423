import { type RefObject, useLayoutEffect } from 'react';

/**
 * Stands where a field is still on its way, and takes what is typed meanwhile. When the field is there it begins with
 * `typed`, so no key is lost, and none of them does something on the screen behind.
 */
export function EarlyKeys({ typed, close }: { typed: RefObject<string>; close: () => void }) {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Escape') close();
      else if (event.key === 'Backspace') typed.current = [...typed.current].slice(0, -1).join('');
      else if ([...event.key].length === 1) typed.current += event.key;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [typed, close]);
  return null;
}
