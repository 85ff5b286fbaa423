import { useEffect, useState } from 'react';
import { failureOf } from '../../components/problem.ts';
import { useSession } from '../../data/use-session.ts';
import type { Person, Ways } from '../../identity/identity.ts';
import { usePerson } from '../../person.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { showDone } from '../../ui/toast.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Over the screen that somebody works on: nothing of it goes away, and after it what waited goes out. */
export function SignInAgain({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const session = useSession();
  const { identity, issuerPage, person, presence } = usePerson();
  const { ways, error } = useWays(open);
  const who = person.email ?? person.name;

  async function entered(someone: Person) {
    if (someone.id !== session.owner) return location.reload(); // What waits stays here for whoever it is of.
    presence.returned();
    session.signedIn();
    onOpenChange(false);
    void session.queryClient.invalidateQueries();
    const unsent = session.unsentCount();
    showDone('Signed in again', unsent === 0 ? undefined : 'What waited is being sent.');
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="narrow"
      title="Sign in again"
      description={`Your sign-in${who ? ` as ${who}` : ''} has ended. Everything on this screen stays as it is.`}
    >
      {error !== null ? (
        <ErrorState title="The sign-in service cannot be reached">{failureOf(error).detail}</ErrorState>
      ) : ways === null ? (
        <Loading label="Loading the ways to sign in" className="flex flex-col gap-4">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </Loading>
      ) : (
        <SignInForm
          {...{ identity, ways, entered }}
          issuerPage={issuerPage}
          isNew={false}
          email={person.email ?? ''}
          next={location.pathname + location.search + location.hash}
        />
      )}
    </Dialog>
  );
}

function useWays(open: boolean): { ways: Ways | null; error: unknown } {
  const { identity } = usePerson();
  const [ways, setWays] = useState<Ways | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!open) return;
    setError(null);
    identity.ways().then(setWays, setError);
  }, [open, identity]);
  return { ways, error };
}
