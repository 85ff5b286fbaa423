import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { answerFromSchema } from './test-answer-from-schema.ts';
import { framesOf } from './test-wire-frames.ts';
import { playFrames } from './test-wire-playing.ts';
import { readWireRequest, type Wire, type WireRequest, wirePath } from './test-wire-request.ts';

/**
 * A local server that speaks the providers' wire protocols, so that what talks to them is tested as it is. What it
 * answers is decided by a function; without one, by the JSON schema in the request.
 */
export interface WireServer {
  url: string;
  /** For the settings `AI_<NAME>_BASE_URL`. */
  baseUrl(wire: Wire): string;
  /** In the order of arrival. */
  served: ServedRequest[];
  answerWith(answer: AnswerFunction | null): void;
  /** Forgets what was served. */
  forget(): void;
  stop(): Promise<void>;
}

export interface ServedRequest extends WireRequest {
  /** `cut`: by this server; `closed`: the client went away before the end. */
  state: 'open' | 'ended' | 'cut' | 'closed';
}

/** null and undefined: something valid is made up from the schema. */
export type AnswerFunction = (
  request: WireRequest,
) => WireAnswer | null | undefined | Promise<WireAnswer | null | undefined>;

export type WireAnswer = StreamedAnswer | StatusAnswer | { hang: true } | { reset: true };

/** Text that streams as the provider would send it; `frames` are sent as they are. */
export type StreamedAnswer = ({ text: string } | { value: unknown } | { frames: string[] }) & Faults;

export interface Faults {
  /** After so many frames the connection breaks. */
  cutAfter?: number;
  /** After so many frames nothing comes any more, and the connection stays. */
  hangAfter?: number;
  /** After so many frames the answer ends as if it were whole. */
  endAfter?: number;
  /** null: the provider says nothing about it. */
  usage?: { inputTokens: number; outputTokens: number } | null;
  finish?: 'stop' | 'length' | 'content-filter';
  charactersPerFrame?: number;
  /** 0: everything at once. */
  millisecondsBetweenFrames?: number;
  /** Frames are sent in pieces of this size, wherever that cuts them. */
  bytesPerWrite?: number;
}

interface StatusAnswer {
  status: number;
  retryAfter?: string;
  message?: string;
  /** In the place of the provider's JSON. */
  body?: string;
}

export interface WireServerOptions {
  answer?: AnswerFunction;
  /** 0: any free one. */
  port?: number;
  /** For answers that do not say it themselves; 0, so that a bench measures us alone. */
  millisecondsBetweenFrames?: number;
  charactersPerFrame?: number;
}

export async function startWireServer(options: WireServerOptions = {}): Promise<WireServer> {
  const served: ServedRequest[] = [];
  let answer = options.answer ?? null;
  const server = createServer((request, response) => {
    serve(request, response, served, () => answer, options).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(501, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `wire server: ${String(error)}` } }));
    });
  });
  // On a busy machine a client would otherwise send over what was closed while it waited its turn.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    baseUrl: (wire) => `${url}${wirePath[wire]}`,
    served,
    answerWith: (next) => {
      answer = next;
    },
    forget: () => {
      served.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  served: ServedRequest[],
  answer: () => AnswerFunction | null,
  options: WireServerOptions,
): Promise<void> {
  const body = await textOf(request);
  const wireRequest = readWireRequest(request, body, served.length);
  if (!wireRequest) {
    response.writeHead(404, { 'Content-Type': 'application/json' });
    response.end('{"error":{"message":"no such address","type":"not_found"}}');
    return;
  }
  const entry: ServedRequest = { ...wireRequest, state: 'open' };
  served.push(entry);
  response.on('close', () => {
    if (entry.state === 'open') entry.state = response.writableFinished ? 'ended' : 'closed';
  });
  const chosen = (await answer()?.(wireRequest)) ?? { value: answerFromSchema(wireRequest) };
  if ('hang' in chosen) return;
  if ('reset' in chosen) {
    entry.state = 'cut';
    response.socket?.destroy();
    return;
  }
  if ('status' in chosen) return refuse(response, chosen);
  await playFrames(response, entry, {
    ...options,
    ...chosen,
    frames: framesOf(wireRequest, { ...options, ...chosen }),
  });
}

function refuse(response: ServerResponse, { status, retryAfter, message, body }: StatusAnswer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
  });
  const detail = message ?? `refused with ${status}`;
  // All four read `error.message`; the rest is what one or the other insists on.
  const error = { code: status, type: 'error', status: 'REFUSED', message: detail };
  response.end(body ?? JSON.stringify({ type: 'error', error }));
}
