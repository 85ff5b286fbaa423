import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { rememberedPlace } from '../../components/next-place.ts';
import { failureOf } from '../../components/problem.ts';
import { paths } from '../../paths.ts';
import { openIdentity } from '../../sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Frame } from './frame.tsx';
import { placeAfterSignIn } from './place-after-sign-in.ts';

/** Where a sign-in elsewhere comes back to. */
export function CallbackPage() {
  const router = useRouter();
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let left = false;
    finish().then(
      async (entered) => {
        if (left) return;
        if (!entered) return setRefused(true);
        router.clearCache();
        router.history.replace(await placeAfterSignIn(rememberedPlace()));
      },
      (reason: unknown) => left || setError(reason),
    );
    return () => {
      left = true;
    };
  }, [router]);
  if (!refused && error === null) {
    return (
      <Frame title="Signing in">
        <p className="mt-4 flex items-center gap-2 text-ink-muted">
          <Spinner label="Signing in" />
          One moment.
        </p>
      </Frame>
    );
  }
  return (
    <Frame title="The sign-in did not finish">
      <ErrorState
        title="You are not signed in"
        className="mt-4"
        actions={
          <Button asChild variant="primary">
            <Link to={paths.signIn(rememberedPlace())}>To the sign-in</Link>
          </Button>
        }
      >
        {error === null
          ? 'It was cancelled elsewhere, or this address was opened without a sign-in. Nothing of your work is touched.'
          : failureOf(error).detail}
      </ErrorState>
    </Frame>
  );
}

/** What comes back can be used once, and effects run twice in development. */
let finishing: Promise<boolean> | undefined;

function finish(): Promise<boolean> {
  finishing ??= openIdentity().then(async ({ identity }) => {
    const entered = await identity.finishGoogle();
    return entered || (await identity.currentPerson()) !== null;
  });
  return finishing;
}
