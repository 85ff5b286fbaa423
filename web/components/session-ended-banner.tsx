import { lazy, Suspense, useState } from 'react';
import { useSaveState } from '../data/hooks.ts';
import { useSignedIn } from '../person.ts';
import { Button } from '../ui/button.tsx';
import { Banner } from '../ui/states.tsx';
import { useSessionEnded } from './use-session-ended.ts';

const SignInAgain = lazy(() =>
  import('../features/sign-in/sign-in-again.tsx').then(({ SignInAgain }) => ({ default: SignInAgain })),
);

/** The sign-in ended in the middle of the work: nothing is lost, and one sign-in sends what waits. */
export function SessionEndedBanner() {
  const signedIn = useSignedIn();
  const { unsent } = useSaveState();
  const ended = useSessionEnded();
  const [open, setOpen] = useState(false);
  if (signedIn === null || !(ended || open)) return null;
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
        {unsent === 0 ? 'Edits are' : unsent === 1 ? '1 edit is' : `${unsent} edits are`} kept here
        <span className="max-sm:sr-only">
          {unsent === 0
            ? ' until you sign in again: you can go on working'
            : ' and sent when you sign in again'}
        </span>
        .
      </Banner>
      {open ? (
        <Suspense fallback={null}>
          <SignInAgain open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
