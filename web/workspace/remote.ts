import {
  type Answer,
  batch,
  type Call,
  changes,
  createClient,
  type Endpoint,
  type EntityKind,
  ProblemError,
  type Transport,
  trash,
} from '@blossomer/contract';
import type { z } from 'zod';
import { asRefused, isProblem, UnreachableError } from './errors.ts';
import { endpointsOf } from './kinds.ts';
import { createTransport } from './transport.ts';
import type { BatchResult, Documents, Page, Sending, Workspace } from './workspace.ts';

export interface RemoteOptions {
  /** Without a trailing slash; empty for the same origin. */
  baseUrl?: string;
  owner: string;
  /** Asked before each request. `fresh`: the last one was refused, get another. */
  token: (options?: { fresh?: boolean }) => Promise<string | null>;
  transport?: Transport;
}

export type Api = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  call?: Parameters<ReturnType<typeof createClient>>[1] & Call<z.input<P>, unknown, z.input<B>>,
) => Promise<Answer<z.output<A>>>;

/**
 * The contract's client with what a browser needs: a token for each request, one silent refresh after a 401 (the same
 * request again, so send an idempotency key), and `BusyError` with the time that the server asks for.
 */
export function createApi({
  baseUrl = '',
  token,
  transport = createTransport(),
}: Omit<RemoteOptions, 'owner'>): Api {
  async function once(endpoint: Endpoint, call: Call<unknown, unknown, unknown>, fresh: boolean) {
    let retryAfter: string | null = null;
    const client = createClient({
      baseUrl,
      token: () =>
        token({ fresh }).catch((error: unknown) => {
          throw new UnreachableError(error); // Whoever gives out tokens is not there either.
        }),
      fetch: async (url, init) => {
        const reply = await transport(url, init);
        retryAfter = reply.headers.get('retry-after');
        return reply;
      },
    });
    try {
      return await client(endpoint, call as never);
    } catch (error) {
      throw error instanceof ProblemError ? asRefused(error.problem, retryAfter) : error;
    }
  }
  return async (endpoint, call = {}) => {
    try {
      return (await once(endpoint as Endpoint, call, false)) as never;
    } catch (error) {
      if (!isProblem(error, 'unauthenticated')) throw error;
      return (await once(endpoint as Endpoint, call, true)) as never;
    }
  };
}

export function createRemote(options: RemoteOptions): Workspace {
  const api = createApi(options);
  const key = (sending: Sending | undefined) =>
    sending?.idempotencyKey === undefined ? {} : { idempotencyKey: sending.idempotencyKey };
  const aborted = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
  const endpoints = (kind: EntityKind): Record<keyof (typeof endpointsOf)['company'], Endpoint> =>
    endpointsOf[kind];
  return {
    owner: options.owner,
    list: async <Kind extends EntityKind>(kind: Kind, query = {}, signal?: AbortSignal) =>
      (await api(endpoints(kind).list, { query, ...aborted(signal) })).body as Page<Kind>,
    view: async <Kind extends EntityKind>(kind: Kind, id: string, signal?: AbortSignal) =>
      (await api(endpoints(kind).view, { params: { id }, ...aborted(signal) })).body as Documents[Kind],
    create: async (kind, document, sending) =>
      (await api(endpoints(kind).create, { body: document, ...key(sending) })).body as never,
    patch: async (kind, id, patch, { version, ...sending }) => {
      const bodyType = Array.isArray(patch) ? 'application/json-patch+json' : 'application/merge-patch+json';
      const call = { params: { id }, ifMatch: version, body: patch, bodyType, ...key(sending) } as const;
      return (await api(endpoints(kind).update, call)).body as never;
    },
    remove: async (kind, id, { version, ...sending } = {}) => {
      const call = {
        params: { id },
        ...(version === undefined ? {} : { ifMatch: version }),
        ...key(sending),
      };
      return { trashId: (await api(endpoints(kind).remove, call)).header('trash-id') };
    },
    listTrash: async (query = {}) => (await api(trash.list, { query })).body,
    restore: async (id, sending) => (await api(trash.restore, { params: { id }, ...key(sending) })).body,
    purge: async (id, sending) => void (await api(trash.purge, { params: { id }, ...key(sending) })),
    emptyTrash: async (sending) => void (await api(trash.empty, key(sending))),
    changes: async (after) =>
      (await api(changes.since, { query: { limit: 1000, ...(after === undefined ? {} : { after }) } })).body,
    batch: async (operations, sending) =>
      (await api(batch.create, { body: { operations: [...operations] }, ...key(sending) })).body
        .results as BatchResult[],
  };
}
