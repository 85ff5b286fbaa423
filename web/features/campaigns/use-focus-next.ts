import { useCallback, useLayoutEffect, useRef } from 'react';

/** Puts the focus on the element with this id once it is on the page, after what is being done now was drawn. */
export function useFocusNext(): (elementId: string) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const element = document.getElementById(wanted.current);
    if (element === null) return;
    wanted.current = null;
    element.focus();
  });
  return useCallback((elementId: string) => {
    wanted.current = elementId;
  }, []);
}
