import { useEffect } from 'react';
import { useOutbox, useSaveState } from '../data/hooks.ts';

/** Asks before the page is closed, but only while edits are unsent and this browser cannot keep them until they are. */
export function useUnsavedGuard(): void {
  const { isDurable } = useOutbox();
  const { unsent } = useSaveState();
  const wouldBeLost = unsent > 0 && !isDurable;
  useEffect(() => {
    if (!wouldBeLost) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [wouldBeLost]);
}
