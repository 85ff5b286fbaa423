import type { Transport } from '@blossomer/contract';
import { UnreachableError } from './errors.ts';

/**
 * The only place that calls `fetch`. A request that nothing answers within `timeoutMilliseconds`, or whose body is cut
 * off, ends in `UnreachableError`; whoever aborts it gets their own reason back.
 */
export function createTransport({ timeoutMilliseconds = 20_000, fetch = globalThis.fetch } = {}): Transport {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const reach = async <Value>(work: Promise<Value>): Promise<Value> => {
      try {
        return await work;
      } catch (error) {
        throw init.signal?.aborted ? init.signal.reason : new UnreachableError(error);
      }
    };
    // Cookies of the sign-in are never ours to send.
    const reply = await reach(fetch(url, { ...init, signal, credentials: 'omit', cache: 'no-store' }));
    return { status: reply.status, headers: reply.headers, text: () => reach(reply.text()) };
  };
}
