import { keptHere } from '../workspace/browser-storage.ts';
import { createApi } from '../workspace/remote.ts';
import { createIdentity, type Identity, type IdentityConfig, readIdentityConfig } from './identity.ts';

/** Who is at this page: one identity for all of it, made when it is first needed. */
export interface PageIdentity extends Identity {
  config: IdentityConfig;
}

let opening: Promise<PageIdentity> | undefined;

/** Rejects with `UnreachableError` when the server does not say how people sign in; asked again, it is tried again. */
export function pageIdentity(): Promise<PageIdentity> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<PageIdentity> {
  const config = await readIdentityConfig(createApi({ token: async () => null }));
  return { ...createIdentity({ config, storage: keptHere() }), config };
}
