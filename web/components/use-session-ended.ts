import { useSyncExternalStore } from 'react';
import { useSaveState } from '../data/hooks.ts';
import { useSignedIn } from '../person.ts';

/** Whether the sign-in of this screen is over: found out by a refusal, or told by another tab. */
export function useSessionEnded(): boolean {
  const signedIn = useSignedIn();
  const { signInNeeded } = useSaveState();
  const ended = useSyncExternalStore(
    signedIn?.presence.subscribe ?? never,
    signedIn?.presence.ended ?? (() => false),
  );
  return signedIn !== null && (signInNeeded || ended);
}

const never = () => () => {};
