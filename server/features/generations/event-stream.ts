import { PassThrough, type Readable } from 'node:stream';
import { Unavailable } from '../../failures.ts';

/**
 * Server-sent events (html.spec.whatwg.org, "Server-sent events"). A stream waits for its client as long as that takes what it
 * is sent; it holds nothing meanwhile. All end when the server stops: whoever listens comes back to another one with
 * `Last-Event-ID`.
 */
export interface EventStreams {
  /** Resolves to the stream at once; `produce` goes on until it resolves, the client is gone or the server stops. */
  open(key: string, produce: (stream: EventSink, signal: AbortSignal) => Promise<void>): Readable;
  /** Lets all of them end. */
  close(): void;
}

export interface EventSink {
  /** Resolves when the client has room for more. */
  send(event: { id?: string | undefined; event: string; data: string }): Promise<void>;
}

export const eventStreamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store',
  // Proxies that gather answers before they pass them on know this.
  'x-accel-buffering': 'no',
};

const streamsEachMax = 20;
const heartbeatMilliseconds = 15_000;
/** A client that takes nothing for so long is gone. */
const stuckMilliseconds = 60_000;
const bytesAhead = 64 * 1024;

export function openEventStreams(onError: (error: unknown) => void): EventStreams {
  const stopping = new AbortController();
  const open = new Map<string, number>();

  function enter(key: string): () => void {
    const count = open.get(key) ?? 0;
    if (count >= streamsEachMax) {
      throw new Unavailable(
        'overloaded',
        `You have ${streamsEachMax} event streams open, and no more are possible; close one of them.`,
      );
    }
    open.set(key, count + 1);
    return () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    };
  }

  return {
    open(key, produce) {
      const leave = enter(key);
      const out = new PassThrough({ highWaterMark: bytesAhead });
      const gone = new AbortController();
      out.on('close', () => gone.abort());
      const signal = AbortSignal.any([gone.signal, stopping.signal]);
      // The first bytes send the headers, too.
      out.write(': open\n\n');
      const heartbeat = setInterval(() => {
        if (!out.writableNeedDrain && !out.destroyed) out.write(': still here\n\n');
      }, heartbeatMilliseconds);
      produce({ send: (event) => sendTo(out, event) }, signal)
        .catch((error: unknown) => {
          if (!signal.aborted) onError(error);
        })
        .finally(() => {
          clearInterval(heartbeat);
          leave();
          out.end();
        });
      return out;
    },
    close: () => stopping.abort(),
  };
}

async function sendTo(
  out: PassThrough,
  { id, event, data }: { id?: string | undefined; event: string; data: string },
): Promise<void> {
  if (out.destroyed) return;
  const text = `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
  if (out.write(text)) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      out.off('drain', end).off('close', end);
      resolve();
    };
    const timer = setTimeout(() => out.destroy(), stuckMilliseconds);
    out.on('drain', end).on('close', end);
  });
}
