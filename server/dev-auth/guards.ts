import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from './loopback.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Only this machine, under its own names, may use the issuer: anybody who reaches it can become anybody. */
export function addGuards(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request, reply) => {
    const fault = faultOf(request);
    if (fault) return reply.code(403).send({ error: fault });
  });
  scope.addHook('onSend', async (_request, reply) => forbidReading(reply));
}

function faultOf(request: FastifyRequest): string | undefined {
  // The socket and the raw header, not `ip` and `host`: a forwarded header may say anything.
  if (!isLoopbackAddress(request.socket.remoteAddress))
    return 'Development sign-in answers this machine only.';
  if (!isLoopbackHost(request.headers.host)) {
    return 'Development sign-in answers only under localhost, 127.0.0.1 or [::1].';
  }
  const { origin } = request.headers;
  if (origin !== undefined && !safeMethods.has(request.method) && !isLoopbackOrigin(origin)) {
    return 'Development sign-in takes no requests from other sites.';
  }
  return undefined;
}

/** Takes back what a CORS plugin of the whole server may have granted: no other origin may read a token. */
async function forbidReading(reply: FastifyReply): Promise<void> {
  reply.removeHeader('access-control-allow-origin');
  reply.removeHeader('access-control-allow-credentials');
}
