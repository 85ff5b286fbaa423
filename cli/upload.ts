import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Transport } from '@blossomer/contract';
import { CommandError, codeOf } from './command-error.ts';

const chunkBytes = 64 * 1024;

export interface Upload {
  /** More is refused here: a server that refuses it hangs up, and its answer may be lost with the connection. */
  bytesMax: number;
  /** Called after each piece that the system took, the last time with all of it. */
  onSent: (bytes: number, total: number) => void;
}

/** A transport that says how much of the body has left: `fetch` does not tell. */
export function uploadTransport({ bytesMax, onSent }: Upload): Transport {
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

function failureOf(error: unknown, origin: string, { sent, bytes }: Sending): unknown {
  const code = codeOf(error);
  if (error instanceof CommandError || code === '') return error;
  if (sent === 0) {
    return new CommandError(
      `The server at ${origin} cannot be reached (${code}). Does it run, and is the address right?`,
    );
  }
  if (sent < bytes.length) {
    return new CommandError(
      `The connection to ${origin} broke (${code}) after ${written(sent)} of ${written(bytes.length)} bytes, and nothing was imported. Try again; if it breaks again, something there takes no body of this size.`,
    );
  }
  return new CommandError(
    `The connection to ${origin} broke (${code}) before the answer came. Run the import again: what is there already stays as it is.`,
  );
}
