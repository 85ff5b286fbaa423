import { createRemoteJWKSet, jwtVerify } from 'jose';

/** The same check as the product's, with the keys cached and each token verified once a minute. */
const { STACK_API_URL, STACK_PROJECT_ID } = process.env;
const issuer = `${STACK_API_URL}/api/v1/projects/${STACK_PROJECT_ID}`;
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
const verified = new Map();

export async function personOf({ headers: { authorization = '' } }) {
  const known = verified.get(authorization);
  if (known) return known;
  const options = { algorithms: ['ES256'], issuer, audience: STACK_PROJECT_ID };
  const { payload } = await jwtVerify(authorization.slice('Bearer '.length), keys, options);
  verified.set(authorization, payload.sub);
  return payload.sub;
}

export async function listen(app) {
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
  process.on('SIGTERM', () => app.close().then(() => process.exit(0)));
}
