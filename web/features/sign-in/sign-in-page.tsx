import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { nextPlace } from '../../components/next-place.ts';
import { ProblemPage } from '../../components/problem-page.tsx';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { AlreadyHere } from './already-here.tsx';
import { Frame } from './frame.tsx';
import { placeAfterSignIn } from './place-after-sign-in.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useDoor } from './use-door.ts';

export function SignInPage() {
  const router = useRouter();
  const search = new URLSearchParams(useLocation().searchStr);
  const next = nextPlace(search.get('next'));
  const link = search.get('code');
  const { door, error } = useDoor(link);
  const [isNew, setIsNew] = useState(false);
  const enter = async () => {
    router.clearCache(); // Whose screens were open before is not who is here now.
    router.history.replace(await placeAfterSignIn(next));
  };
  const arrived = door?.entered === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the link of an e-mail has signed somebody in.
  useEffect(() => {
    if (arrived) void enter();
  }, [arrived]);
  if (error !== null) return <ProblemPage error={error} />;
  if (door === null || arrived) return <Waiting />;
  if (door.person !== null) return <AlreadyHere person={door.person} next={next} />;
  const { identity, ways, issuerPage } = door;
  const title = isNew ? 'Create an account' : 'Sign in';
  return (
    <Frame title={title}>
      <p className="mb-6 text-ink-muted">
        {isNew
          ? 'Your companies, accounts, personas and campaigns, on every device.'
          : 'Go on where you left off.'}
      </p>
      {door.linkError === null ? null : (
        <p role="alert" className="mb-4 font-medium text-danger">
          {door.linkError}
        </p>
      )}
      <SignInForm key={String(isNew)} {...{ identity, ways, issuerPage, isNew, next }} entered={enter} />
      <div className="mt-6 flex flex-col gap-3 border-line border-t pt-5 text-ink-muted">
        {ways.signUp ? (
          <p>
            {isNew ? 'You have an account?' : 'New here?'}{' '}
            <Button variant="link" onClick={() => setIsNew(!isNew)}>
              {isNew ? 'Sign in' : 'Create an account'}
            </Button>
          </p>
        ) : (
          <p>New accounts cannot be made here at the moment.</p>
        )}
        {issuerPage ? (
          <p className="text-sm">
            This is a development server: any address works, no e-mail is sent, and nothing here is for real
            data.
          </p>
        ) : null}
        <p className="text-sm">
          What you made in this browser without an account stays here until you bring it along.{' '}
          <Link to={paths.playground.home} className="text-link underline underline-offset-4">
            Go on without an account
          </Link>
        </p>
      </div>
    </Frame>
  );
}

function Waiting() {
  return (
    <Frame title="Sign in">
      <Loading label="Loading the ways to sign in" className="mt-6 flex flex-col gap-4">
        <Skeleton className="h-5 w-3/5" />
        <Skeleton className="h-10" />
        <Skeleton className="h-5 w-1/3" />
        <Skeleton className="h-10" />
        <Skeleton className="mt-2 h-10" />
      </Loading>
    </Frame>
  );
}
