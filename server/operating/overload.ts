import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { Unavailable } from '../failures.ts';

/** Addresses that must answer when nothing else does: whoever watches the server asks them. */
const watched = new Set(['system.health', 'system.ready']);

/** More than the event loop can do is refused at once, before it makes everybody slow. */
export async function refuseOverload(app: FastifyInstance, eventLoopMillisecondsMax: number): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: eventLoopMillisecondsMax,
    sampleInterval: 500,
    pressureHandler: (request, _reply, _type, value) => {
      if (value === Number.POSITIVE_INFINITY) return; // No sample yet, as right after a start.

      const { endpointId = '' } = request.routeOptions.config as { endpointId?: string };
      if (watched.has(endpointId)) return;
      throw new Unavailable('overloaded', 'The server has too much to do; please try again in a moment.');
    },
  });
}
