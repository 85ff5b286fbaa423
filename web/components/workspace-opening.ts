import { openSession, type Session } from '../data/session.ts';
import { IdentityError } from '../identity/errors.ts';
import type { Person } from '../identity/identity.ts';
import { type PageIdentity, pageIdentity } from '../identity/this-page.ts';
import type { Place } from '../paths.ts';
import type { SignedIn } from '../person.ts';
import { openLocal } from '../workspace/local.ts';
import { createApi, createRemote } from '../workspace/remote.ts';

/** What stands behind the screens of a place: work in this browser, or that of whoever is signed in. */
export type Opened = { session: Session; signedIn: SignedIn | null } | 'signed-out';

/** Rejects with `StorageError` (the playground where nothing can be kept), `IdentityError` or `UnreachableError`. */
export async function openPlace(place: Place, leave: () => void): Promise<Opened> {
  if (place === 'playground') {
    return { session: await openSession({ workspace: await openLocal() }), signedIn: null };
  }
  const identity = await pageIdentity();
  const person = await whoIsHere(identity);
  if (person === null) return 'signed-out';
  const token = () => identity.accessToken();
  const session = await openSession({
    workspace: createRemote({ owner: person.id, token }),
    signedOutElsewhere: leave,
  });
  const signOut = async () => {
    await session.forget();
    await identity.signOut();
    leave();
  };
  return { session, signedIn: { person, identity, api: createApi({ token }), signOut } };
}

/** While the sign-in service cannot be asked, whoever was here last goes on with what this browser kept. */
async function whoIsHere(identity: PageIdentity): Promise<Person | null> {
  try {
    return await identity.currentPerson();
  } catch (error) {
    const remembered = identity.rememberedPerson();
    if (remembered !== null && error instanceof IdentityError && error.code === 'unreachable')
      return remembered;
    throw error;
  }
}
