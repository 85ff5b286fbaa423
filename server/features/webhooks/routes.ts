import { webhooks } from '@blossomer/contract';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../database.ts';
import { Failure, fromDatabase } from '../../failures.ts';
import { parse } from '../../faults.ts';
import { type Server, serve } from '../../serve.ts';
import { requireSignature } from './svix.ts';

/** The same event may come twice, late, or for somebody who was never here: erasing again changes nothing. */
export function webhookRoutes(server: Server, database: Database): void {
  serve(server, webhooks.stackAuth, async ({ body }) => {
    if (body.type === 'user.deleted') await erase(database, erasedId(body.data.id));
    return { status: 204 };
  });
}

/** Before a byte of the body is believed. Without a secret there is no such address. */
export function signatureCheck(secret: string | null): (request: FastifyRequest) => void {
  return ({ headers, body }) => {
    if (secret === null)
      throw new Failure('not-found', 'Webhooks are not set up here (STACK_WEBHOOK_SECRET).');
    requireSignature(secret, headers, body instanceof Uint8Array ? body : new Uint8Array());
  };
}

function erasedId(id: unknown): string {
  return parse(
    z.strictObject({ data: z.strictObject({ id: z.uuid('must be a UUID') }) }),
    { data: { id } },
    'body',
    'invalid',
  ).data.id.toLowerCase();
}

async function erase(database: Database, userId: string): Promise<void> {
  try {
    await database.asUser({ userId }, { text: 'select erase_me()', values: [] });
  } catch (error) {
    const failure = fromDatabase(error);
    if (failure instanceof Failure && failure.code === 'unauthenticated') return; // Erased before.
    throw failure;
  }
}
