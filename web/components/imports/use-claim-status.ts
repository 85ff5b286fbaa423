import { useCallback, useEffect, useState } from 'react';
import { usePerson } from '../../person.ts';
import type { ClaimStatus } from '../../workspace/claim.ts';

/** What lies in this browser and whose it is; null while that is found out. It is never kept anywhere. */
export function useClaimStatus(): { status: ClaimStatus | null; refresh: () => Promise<void> } {
  const { claim } = usePerson();
  const [status, setStatus] = useState<ClaimStatus | null>(null);
  const refresh = useCallback(async () => {
    setStatus(claim === null ? { state: 'nothing' } : await claim.status());
  }, [claim]);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  return { status, refresh };
}
