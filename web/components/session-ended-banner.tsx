import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useSaveState } from '../data/hooks.ts';
import { useSignedIn } from '../person.ts';
import { Button } from '../ui/button.tsx';
import { Banner } from '../ui/states.tsx';

const SignInAgain = lazy(() =>
  import('../features/sign-in/sign-in-again.tsx').then(({ SignInAgain }) => ({ default: SignInAgain })),
);

/** The sign-in ended in the middle of the work: nothing is lost, and one sign-in sends what waits. */
export function SessionEndedBanner() {
  const signedIn = useSignedIn();
  const { signInNeeded, unsent } = useSaveState();
  const [open, setOpen] = useState(false);
  const ended = useSyncExternalStore(
    signedIn?.presence.subscribe ?? never,
    signedIn?.presence.ended ?? (() => false),
  );
  if (signedIn === null || !(signInNeeded || ended || open)) return null;
  return (
    <>
      <Banner
        label="Your sign-in has ended"
        tone="warning"
        actions={
          <Button size="small" variant="primary" onClick={() => setOpen(true)}>
            Sign in again
          </Button>
        }
      >
        <strong className="font-medium">Your sign-in has ended.</strong>{' '}
        {unsent === 0
          ? 'You can go on working: edits are kept in this browser until you sign in again.'
          : `${unsent === 1 ? '1 edit is' : `${unsent} edits are`} kept in this browser and sent when you sign in again.`}
      </Banner>
      {open ? (
        <Suspense fallback={null}>
          <SignInAgain open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}

const never = () => () => {};
