import type { Readable } from 'node:stream';
import { request } from 'undici';

/** What was seen of one HTTP answer. */
export interface Seen {
  /** null: there was no answer. */
  status: number | null;
  /** How its body ended before its end. */
  broken: 'cut' | 'too-much' | null;
}

/**
 * The `fetch` of one request to a provider. It follows no redirect, since the key would travel along, and reads a bounded number
 * of bytes. An aborted one closes its connection for certain: the global `fetch` holds on to its signal weakly, and reads on
 * when that was collected. A body that breaks off ends here as if it were whole, and `seen` knows better: as an error it would
 * overtake what came before it in the streams that it passes, and words would be lost that were written and are paid for.
 */
export function boundedFetch(seen: Seen, bytesMax: number): typeof fetch {
  return async (address, init = {}) => {
    const { statusCode, headers, body } = await request(String(address), {
      method: 'POST',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: String(init.body),
      signal: init.signal ?? null,
    });
    seen.status = statusCode;
    const head = new Headers();
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) head.set(name, String(value));
    const hasBody = ![204, 205, 304].includes(statusCode);
    return new Response(hasBody ? bounded(body, seen, bytesMax) : null, {
      status: statusCode,
      headers: head,
    });
  };
}

function bounded(body: Readable, seen: Seen, bytesMax: number): ReadableStream<Uint8Array> {
  let bytes = 0;
  let isOver = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = (broken: Seen['broken']) => {
          if (isOver) return;
          isOver = true;
          seen.broken ??= broken;
          controller.close();
        };
        body.on('data', (piece: Buffer) => {
          if (isOver) return;
          bytes += piece.byteLength;
          if (bytes > bytesMax) {
            end('too-much');
            body.destroy();
            return;
          }
          controller.enqueue(piece);
          if ((controller.desiredSize ?? 1) <= 0) body.pause();
        });
        body.on('end', () => end(null));
        body.on('error', () => end('cut'));
        body.on('close', () => end('cut'));
      },
      pull() {
        body.resume();
      },
      cancel() {
        isOver = true;
        body.destroy();
      },
    },
    { highWaterMark: piecesAhead },
  );
}

const piecesAhead = 16;
