import { createRemoteJWKSet, jwtVerify } from 'jose';

/** What a route of any peer needs first: the person whose token this is. Verified once, as the product does. */
export function createVerifier({ issuer, projectId }) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  const verified = new Map();
  return async (request) => {
    const token = (request.headers.authorization ?? '').slice('Bearer '.length);
    const earlier = verified.get(token);
    if (earlier && Date.now() < earlier.goodUntil) return earlier.userId;
    const { payload } = await jwtVerify(token, keys, { algorithms: ['ES256'], issuer, audience: projectId });
    verified.set(token, { userId: payload.sub, goodUntil: payload.exp * 1000 });
    return payload.sub;
  };
}
