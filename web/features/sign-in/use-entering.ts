import { useState } from 'react';
import { IdentityError, identityError } from '../../identity/errors.ts';

export interface Entering {
  busy: boolean;
  error: IdentityError | null;
  /** The sentence for this field; what belongs to no field on the form is said above it. */
  errorOf(field: 'email' | 'password' | 'code'): string | undefined;
  enter(attempt: () => Promise<void>): Promise<void>;
  forget(): void;
}

/** One attempt at a time, and what came of the last one. */
export function useEntering(): Entering {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IdentityError | null>(null);
  return {
    busy,
    error,
    errorOf: (field) => (error?.field === field ? error.message : undefined),
    enter: async (attempt) => {
      if (busy) return;
      setBusy(true);
      setError(null);
      try {
        await attempt();
      } catch (reason) {
        setError(reason instanceof IdentityError ? reason : identityError(reason));
      } finally {
        setBusy(false);
      }
    },
    forget: () => setError(null),
  };
}
