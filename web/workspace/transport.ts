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

/** An answer whose body is read as it comes. */
export interface StreamReply {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
}

export type StreamTransport = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<StreamReply>;

/**
 * As `createTransport`, for answers that take minutes: only the answer's beginning and each silence in it are bounded.
 * Whoever serves them says something at least every half a minute.
 */
export function createStreamTransport({
  answerMilliseconds = 60_000,
  silenceMilliseconds = 60_000,
  fetch = globalThis.fetch,
} = {}): StreamTransport {
  return async (url, init) => {
    const watch = new AbortController();
    const signal = AbortSignal.any([init.signal, watch.signal]);
    const reach = async <Value>(work: Promise<Value>, milliseconds: number): Promise<Value> => {
      const timer = setTimeout(() => watch.abort(), milliseconds);
      try {
        return await work;
      } catch (error) {
        throw init.signal.aborted ? init.signal.reason : new UnreachableError(error);
      } finally {
        clearTimeout(timer);
      }
    };
    const asked = fetch(url, { ...init, signal, credentials: 'omit', cache: 'no-store' });
    const reply = await reach(asked, answerMilliseconds);
    async function* chunks() {
      const reader = reply.body?.getReader();
      if (!reader) return;
      try {
        for (;;) {
          const { done, value } = await reach(reader.read(), silenceMilliseconds);
          if (done) return;
          yield value;
        }
      } finally {
        watch.abort(); // Whoever stops listening hangs up.
      }
    }
    return {
      status: reply.status,
      headers: reply.headers,
      text: () => reach(reply.text(), answerMilliseconds),
      chunks,
    };
  };
}
