import type { Config } from './config.ts';
import type { IdentityPlace } from './start.ts';

/** A real Stack Auth project: its issuers, one for each host that the vendor signs for, and what a browser needs. */
export function stackIdentity(identity: Extract<Config['identity'], { mode: 'stack' }>): IdentityPlace {
  const { projectId, apis, publishableClientKey } = identity;
  return {
    options: { projectId, issuers: apis.map((api) => `${api}/api/v1/projects/${projectId}`) },
    publicIdentity: { mode: 'stack', projectId, publishableClientKey, baseUrl: apis[0] ?? '' },
  };
}
