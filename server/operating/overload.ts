import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { Unavailable } from '../failures.ts';

/** Addresses that must answer when nothing else does: whoever watches the server asks them. */
const watched = new Set(['system.health', 'system.ready']);

const sampleMilliseconds = 500;

/**
 * More than the event loop can do is refused, before it makes everybody slow. One long turn (a large import is read in
 * one) is over when it is seen: only a delay that lasts is overload.
 */
export async function refuseOverload(app: FastifyInstance, eventLoopMillisecondsMax: number): Promise<void> {
  const lasts = lastingFor(2 * sampleMilliseconds);
  await app.register(underPressure, {
    maxEventLoopDelay: eventLoopMillisecondsMax,
    sampleInterval: sampleMilliseconds,
    pressureHandler: (request, _reply, _type, value) => {
      if (value === Number.POSITIVE_INFINITY) return; // No sample yet, as right after a start.

      const { endpointId = '' } = request.routeOptions.config as { endpointId?: string };
      if (watched.has(endpointId) || !lasts(performance.now())) return;
      throw new Unavailable('overloaded', 'The server has too much to do; please try again in a moment.');
    },
  });
}

/** Whether what is told here has been told for so long, without a pause as long. */
export function lastingFor(milliseconds: number): (now: number) => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now - last > milliseconds) since = now;
    last = now;
    return now - since > milliseconds;
  };
}
