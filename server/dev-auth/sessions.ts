import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { openRecords } from './records.ts';

const lifetimeMillis = 365 * 24 * 3600 * 1000;

const Session = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  secretHash: z.string(),
  expiresAtMillis: z.int(),
});
type Session = z.infer<typeof Session>;

/** Refresh tokens: opaque to the SDK, valid for 365 days, not rotated, like the vendor's. Only their hash is kept. */
export interface Sessions {
  start(personId: string): Promise<{ sessionId: string; refreshToken: string }>;
  /** The session of a refresh token that is still good. */
  find(refreshToken: string): Session | undefined;
  /** False when there was no such session. */
  end(sessionId: string): Promise<boolean>;
  endAllOf(personId: string): Promise<void>;
}

/** `isPerson` tells whose sessions to keep: a process killed while it removed a person leaves some behind. */
export async function openSessions(dir: string, isPerson: (id: string) => boolean): Promise<Sessions> {
  const records = await openRecords(dir, Session);
  for (const session of records.values()) {
    if (hasExpired(session) || !isPerson(session.personId)) await records.remove(session.id);
  }
  return {
    async start(personId) {
      const id = randomUUID();
      const secret = randomBytes(32).toString('base64url');
      await records.put({
        id,
        personId,
        secretHash: sha256(secret),
        expiresAtMillis: Date.now() + lifetimeMillis,
      });
      return { sessionId: id, refreshToken: `${id}.${secret}` };
    },
    find(refreshToken) {
      const [id = '', secret = ''] = refreshToken.split('.');
      const session = records.get(id);
      if (!session || hasExpired(session)) return undefined;
      return isSame(sha256(secret), session.secretHash) ? session : undefined;
    },
    async end(sessionId) {
      const found = records.get(sessionId) !== undefined;
      await records.remove(sessionId);
      return found;
    },
    async endAllOf(personId) {
      const theirs = records.values().filter((session) => session.personId === personId);
      await Promise.all(theirs.map((session) => records.remove(session.id)));
    },
  };
}

function hasExpired(session: Session): boolean {
  return session.expiresAtMillis <= Date.now();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
