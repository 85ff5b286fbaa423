import type { FastifyRequest } from 'fastify';

/** Milliseconds of a request so far: checking the token, waiting for the database, all of it. */
export function timesOf({ startedAt, authenticatedAt, caller }: FastifyRequest) {
  const now = performance.now();
  return {
    auth: Math.max(0, authenticatedAt - startedAt),
    db: caller?.databaseMilliseconds() ?? 0,
    total: startedAt === 0 ? 0 : now - startedAt,
  };
}

/** For browsers and curl (W3C Server Timing). */
export function serverTiming(request: FastifyRequest): string {
  const { auth, db, total } = timesOf(request);
  return `auth;dur=${auth.toFixed(1)}, db;dur=${db.toFixed(1)}, total;dur=${total.toFixed(1)}`;
}
