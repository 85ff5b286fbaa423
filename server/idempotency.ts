import { createHash } from 'node:crypto';
import type { Endpoint, EntityKind } from '@blossomer/contract';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';
import { Failure, keyReused } from './failures.ts';
import type { Statement } from './segment.ts';

/**
 * A write that may be sent again (draft-ietf-httpapi-idempotency-key-header). The key is kept in the transaction that
 * wrote something, so a request that failed or changed nothing keeps none and is simply carried out when it comes
 * again. A repeat is answered with what is there now, by the endpoint's own `replay`.
 */
export interface Once {
  key: string;
  /** Of method, address and body: the same key with another request is a mistake. */
  digest: string;
}

/** A document that the first request wrote. */
export interface Written {
  kind: EntityKind;
  id: string;
  op: 'insert' | 'update' | 'delete';
}

const keyForm = /^[\x21-\x7e]{1,255}$/;

/** undefined when the request has no key or the endpoint writes nothing. If-Match may differ: a repeat may know more. */
export function onceOf(endpoint: Endpoint, request: FastifyRequest): Once | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !endpoint.repeatable) return undefined;
  if (typeof key !== 'string' || !keyForm.test(key)) {
    const message = 'Idempotency-Key is 1 to 255 visible ASCII characters without spaces, such as a UUID.';
    throw new Failure('malformed-request', message, {
      faults: [{ in: 'header', pointer: '/Idempotency-Key', message }],
    });
  }
  const digest = createHash('sha256')
    .update(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''}\n`)
    .update(request.body instanceof Uint8Array ? request.body : '')
    .digest('base64url');
  return { key, digest };
}

/** Goes before the first write; raises when the key was used, after waiting for whoever uses it now. */
export function onlyOnce({ key, digest }: Once): Statement {
  return { name: 'only-once', text: 'select only_once($1, $2)', values: [key, digest] };
}

/** Carries out `work` unless it was carried out before; `replay` then says what is there now. */
export async function carryOutOnce<Answer>(
  caller: Caller,
  once: Once,
  { work, replay }: { work: () => Promise<Answer>; replay: (written: Written[]) => Promise<Answer> },
): Promise<{ answer: Answer; replayed: boolean }> {
  const again = async () => ({ answer: await replay(await writtenUnder(caller, once)), replayed: true });
  if (await wasCarriedOut(caller, once)) return again();
  try {
    return { answer: await work(), replayed: false };
  } catch (error) {
    // Whoever sent the same at the same moment was faster, and is why this failed.
    if (await wasCarriedOut(caller, once).catch(() => false)) return again();
    throw error;
  }
}

async function wasCarriedOut(caller: Caller, { key, digest }: Once): Promise<boolean> {
  const [rows] = await caller.read({
    name: 'idempotency-key',
    text: 'select digest from idempotency_keys where key = $1',
    values: [key],
  });
  const earlier = rows?.[0]?.[0];
  if (earlier === undefined) return false;
  if (earlier !== digest) throw keyReused();
  return true;
}

async function writtenUnder(caller: Caller, { key }: Once): Promise<Written[]> {
  const [rows = []] = await caller.read({
    name: 'idempotency-written',
    text: 'select kind, id, op from revisions where idempotency_key = $1 order by tx, seq',
    values: [key],
  });
  return rows.map(([kind, id, op]) => ({ kind, id, op }) as Written);
}
