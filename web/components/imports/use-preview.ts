import type { ImportDecisions } from '@blossomer/contract';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Preview<Report> {
  /** Before anything was decided. */
  first: Report | null;
  /** With what is decided now. */
  now: Report | null;
  /** What is shown does not follow the last decision yet. */
  isStale: boolean;
  error: unknown;
  retry: () => void;
}

/** Asks again when the decisions change, a moment after the last one: a dry run costs as much as an import. */
export function usePreview<Report>(
  ask: (decisions: ImportDecisions) => Promise<Report>,
  decisions: ImportDecisions,
): Preview<Report> {
  const [first, setFirst] = useState<Report | null>(null);
  const [now, setNow] = useState<Report | null>(null);
  const [isStale, setIsStale] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    let overtaken = false;
    setIsStale(true);
    const timer = setTimeout(
      async () => {
        try {
          const report = await ask(decisions);
          if (overtaken) return;
          isFirst.current = false;
          setFirst((before) => before ?? report);
          setNow(report);
          setError(null);
          setIsStale(false);
        } catch (reason) {
          if (!overtaken) setError(reason);
        }
      },
      isFirst.current ? 0 : restMilliseconds,
    );
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [ask, decisions, tries]);
  return { first, now, isStale, error, retry: useCallback(() => setTries((count) => count + 1), []) };
}

const restMilliseconds = 700;
