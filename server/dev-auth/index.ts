/**
 * Another Stack Auth, hosted by our own process: the same SDK, refresh and verification run in development, tests and
 * end-to-end tests as in production. Only `server/development.ts` and tests may import this folder; a production build
 * does not contain it.
 */
export { type DevAuthOptions, devAuthPlugin } from './plugin.ts';
export { type DevAuth, openDevAuth } from './store.ts';
export { mintToken, type TokenRequest, type TokenVariant } from './tokens.ts';
