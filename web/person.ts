import { useLoaderData } from '@tanstack/react-router';
import type { OpenPlace, SignedIn } from './sessions.ts';

/** Who is signed in, and how to ask the server as them; null in the playground. */
export function useSignedIn(): SignedIn | null {
  const open: OpenPlace = useLoaderData({ strict: false });
  return open.signedIn;
}

/** On screens that only people with an account have. */
export function usePerson(): SignedIn {
  const signedIn = useSignedIn();
  if (signedIn === null) throw new Error('This screen needs a person who is signed in.');
  return signedIn;
}
