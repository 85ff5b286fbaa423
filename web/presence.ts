import type { Transport } from '@blossomer/contract';

/** Whether the sign-in of an open page still holds: what the server answers says so. */
export interface Presence {
  /** The same way to the server, watched. */
  watch(transport: Transport): Transport;
  ended(): boolean;
  /** They signed in again. */
  returned(): void;
  subscribe(listener: () => void): () => void;
}

export function newPresence(): Presence {
  const listeners = new Set<() => void>();
  let refusals = 0;
  const count = (next: number) => {
    const before = refusals >= refusalsMax;
    refusals = next;
    if (before !== refusals >= refusalsMax) for (const listener of listeners) listener();
  };
  return {
    watch: (transport) => async (url, init) => {
      const reply = await transport(url, init);
      count(reply.status === 401 ? refusals + 1 : 0);
      return reply;
    },
    ended: () => refusals >= refusalsMax,
    returned: () => count(0),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One is answered with a fresh token and the same request again. */
const refusalsMax = 2;
