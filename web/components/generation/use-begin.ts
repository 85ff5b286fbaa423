import type { Generation, NewGeneration } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useStart } from '../../data/generations.ts';
import { usePlace } from '../../place.ts';

export interface Begin {
  isBusy: boolean;
  /** Why the last one could not begin; `StartFailure` shows it. */
  error: Error | null;
  begin(asked: NewGeneration): void;
}

/** Begins a generation and goes on with it; busy until that led somewhere. */
export function useBegin(goOn: (begun: Generation) => unknown): Begin {
  const start = useStart();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  async function begin(asked: NewGeneration) {
    setBusy(true);
    setError(null);
    try {
      await goOn(await start(asked));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
      setBusy(false);
    }
  }
  return { isBusy, error, begin: (asked) => void begin(asked) };
}

/** To where it is watched; the company is the one on screen, if one is. */
export function useBeginAndWatch(companyId?: string, how = { replace: false }): Begin {
  const navigate = useNavigate();
  const { paths } = usePlace();
  return useBegin(({ id }) => navigate({ to: paths.generation(id, companyId), ...how }));
}
