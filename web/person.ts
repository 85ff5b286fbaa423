import { createContext, useContext } from 'react';
import type { SignedIn } from './sessions.ts';

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who is signed in, and how to ask the server as them; null in the playground. */
export function useSignedIn(): SignedIn | null {
  return useContext(SignedInContext);
}

/** On screens that only people with an account have. */
export function usePerson(): SignedIn {
  const signedIn = useSignedIn();
  if (signedIn === null) throw new Error('This screen needs a person who is signed in.');
  return signedIn;
}
