import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { importBytesMax, type Transport } from '@blossomer/contract';
import { CommandError, codeOf, LostConnection } from './command-error.ts';

const chunkBytes = 64 * 1024;
/** Longer than any import takes: a peer that went away without a word would be waited for until the system notices. */
const silenceMilliseconds = 5 * 60 * 1000;

export interface Upload {
  /** More is refused here: a server that refuses it hangs up, and its answer may be lost with the connection. */
  bytesMax?: number;
  /** Called after each piece that the system took, the last time with all of it. */
  onSent: (bytes: number, total: number) => void;
}

/** A transport that says how much of the body has left: `fetch` does not tell. */
export function uploadTransport({ bytesMax = importBytesMax, onSent }: Upload): Transport {
  return async (url, { method, headers, body = '', signal }) => {
    const bytes = Buffer.from(body);
    if (bytes.length > bytesMax)
      throw new CommandError(`This dump is too large: ${tooMany(bytes.length, bytesMax)}.`);
    const { request: open, Agent } = url.startsWith('https:') ? https : http;
    const request = open(url, {
      method,
      headers: { ...headers, 'content-length': String(bytes.length) },
      // A server asked to close does so at once when it refuses, and then its answer is lost with what is on the way.
      agent: new Agent({ keepAlive: true }),
      ...(signal ? { signal } : {}),
    });
    request.on('error', () => {}); // `answered` tells of it; one that comes later says nothing new.
    request.setTimeout(silenceMilliseconds, () => request.destroy(silence()));
    const sending: Sending = { request, bytes, sent: 0, onSent };
    try {
      const answered = once(request, 'response') as Promise<[IncomingMessage]>;
      // A server may refuse before it has everything: the answer counts, not how the writing ended.
      await Promise.race([write(sending), answered]);
      const [response] = await answered;
      const answer = await text(response);
      refuseElsewhere(response, url);
      return { status: response.statusCode ?? 0, headers: headersOf(response), text: async () => answer };
    } catch (error) {
      throw failureOf(error, new URL(url).origin, sending);
    } finally {
      request.destroy();
    }
  };
}

export function tooMany(bytes: number, bytesMax: number): string {
  return `${written(bytes)} bytes, and an import takes at most ${written(bytesMax)}`;
}

function written(count: number): string {
  return count.toLocaleString('en');
}

interface Sending {
  request: ClientRequest;
  bytes: Buffer;
  /** How many of them left. */
  sent: number;
  onSent: Upload['onSent'];
}

/** Never rejects: a request that breaks says so itself. */
async function write(sending: Sending): Promise<void> {
  const { request, bytes, onSent } = sending;
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes);
    const broken = await new Promise<unknown>((resolve) => request.write(chunk, resolve));
    if (broken) return;
    sending.sent = start + chunk.length;
    onSent(sending.sent, bytes.length);
  }
  request.end();
}

function headersOf({ headers }: IncomingMessage) {
  return {
    get: (name: string) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    },
  };
}

function refuseElsewhere({ statusCode = 0, headers }: IncomingMessage, url: string): void {
  if (statusCode < 300 || statusCode >= 400) return;
  const place = headers.location ? new URL(headers.location, url).origin : 'another address';
  throw new CommandError(`The server at ${new URL(url).origin} sends on to ${place}: use that address.`);
}

function silence(): Error {
  return Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

function failureOf(error: unknown, origin: string, { request, sent, bytes }: Sending): unknown {
  const code = codeOf(error);
  if (error instanceof CommandError || code === '') return error;
  if (request.socket === null || request.socket.connecting || notReached.has(code)) {
    return new LostConnection(
      `The server at ${origin} cannot be reached (${code}). Does it run, and is the address right?`,
      { wasReached: false },
    );
  }
  const broke = `The connection to ${origin} broke (${code})`;
  return new LostConnection(`${broke} ${howFar(sent, bytes.length)}`, { wasReached: true });
}

const notReached: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

function howFar(sent: number, total: number): string {
  if (total === 0) return 'before the answer came. Run the command again.';
  if (sent < total) {
    return `after ${written(sent)} of ${written(total)} bytes, and nothing was imported. Try again; if it breaks again, something there takes no body of this size.`;
  }
  return 'before the answer came. Run the import again: what is there already stays as it is.';
}
