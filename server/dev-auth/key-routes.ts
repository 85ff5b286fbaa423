import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type UserKind, userKinds } from './keys.ts';
import { KnownError } from './known-error.ts';
import { type Issuer, parse } from './requests.ts';

const Flag = z.enum(['true', 'false']).optional();
const Includes = z.object({ include_anonymous: Flag, include_restricted: Flag });

/** The public keys, where any verifier looks for them. */
export function keyRoutes(scope: FastifyInstance, { devAuth }: Issuer): void {
  scope.get<{ Params: { id: string } }>('/projects/:id/.well-known/jwks.json', async (request, reply) => {
    const { id } = request.params;
    if (id !== devAuth.projectId) {
      throw new KnownError('PROJECT_NOT_FOUND', `Project ${id} not found.`, { project_id: id });
    }
    reply.header('cache-control', 'public, max-age=3600');
    return devAuth.keys.publicKeys(publishedKinds(parse(Includes, request.query)));
  });
  // Where a verifier that starts from the issuer of an anonymous token looks.
  scope.get<{ Params: { id: string } }>(
    '/projects-anonymous-users/:id/.well-known/jwks.json',
    (request, reply) => {
      const id = encodeURIComponent(request.params.id);
      return reply.redirect(
        `/dev-auth/api/v1/projects/${id}/.well-known/jwks.json?include_anonymous=true`,
        307,
      );
    },
  );
}

function publishedKinds(query: z.infer<typeof Includes>): UserKind[] {
  const anonymous = query.include_anonymous === 'true';
  const restricted = anonymous || query.include_restricted === 'true';
  const included = { normal: true, anonymous, restricted };
  return userKinds.filter((kind) => included[kind]);
}
