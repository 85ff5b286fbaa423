import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSignOut } from '../../components/sign-out.tsx';
import type { Person } from '../../identity/identity.ts';
import { type OpenPlace, openApp } from '../../sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Frame } from './frame.tsx';

/** Somebody is signed in: on, or out first. */
export function AlreadyHere({ person, next }: { person: Person; next: string }) {
  const [place, setPlace] = useState<OpenPlace | null>(null);
  useEffect(() => {
    openApp(next).then(setPlace, () => setPlace(null)); // Without it one can still go on.
  }, [next]);
  return (
    <Frame title="You are signed in">
      <p className="mb-6 text-ink-muted">
        As{' '}
        <strong className="break-all font-medium text-ink">
          {person.email ?? person.name ?? 'yourself'}
        </strong>
        .
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="large">
          <Link to={next}>Go on</Link>
        </Button>
        {place?.signedIn ? <Leave place={place} signedIn={place.signedIn} /> : null}
      </div>
    </Frame>
  );
}

function Leave({ place, signedIn }: { place: OpenPlace; signedIn: NonNullable<OpenPlace['signedIn']> }) {
  const { ask, dialog, busy } = useSignOut(place.session, signedIn);
  return (
    <>
      <Button size="large" busy={busy} onClick={ask}>
        Sign out
      </Button>
      {dialog}
    </>
  );
}
