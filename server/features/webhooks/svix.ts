import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Failure } from '../../failures.ts';

/** How far the time of a signature may be from ours, either way: an old one cannot be sent again later. */
const toleranceSeconds = 5 * 60;

/**
 * Throws `bad-signature` unless Svix signed these bytes lately (docs.svix.com, "Verifying payloads manually"):
 * HMAC-SHA256 over `id.timestamp.body` with the base64 part of `whsec_...`. One good signature among several will do,
 * so that a secret can be exchanged.
 */
export function requireSignature(
  secret: string,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  now = Date.now(),
): void {
  const { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    throw badSignature();
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    throw badSignature();
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const good = signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!good) throw badSignature();
}

/** One answer for each reason. */
function badSignature(): Failure {
  return new Failure(
    'bad-signature',
    'This was not signed with the webhook secret in the last five minutes.',
  );
}
