import { createContext, useContext } from 'react';
import type { Person } from './identity/identity.ts';
import type { PageIdentity } from './identity/this-page.ts';
import type { Api } from './workspace/remote.ts';

/** Who is signed in, and how to ask the server as them for what is not a document: imports, settings, administration. */
export interface SignedIn {
  person: Person;
  identity: PageIdentity;
  api: Api;
  /** Takes this person's cache and outbox out of this browser; ask about unsent edits before. */
  signOut(): Promise<void>;
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** null in the playground. */
export function useSignedIn(): SignedIn | null {
  return useContext(SignedInContext);
}

/** On screens that only people with an account have. */
export function usePerson(): SignedIn {
  const signedIn = useSignedIn();
  if (signedIn === null) throw new Error('This screen needs a person who is signed in.');
  return signedIn;
}
