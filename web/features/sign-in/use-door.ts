import { useEffect, useState } from 'react';
import { identityError } from '../../identity/errors.ts';
import type { Identity, Person, Ways } from '../../identity/identity.ts';
import { openIdentity } from '../../sessions.ts';

/** Everything that the sign-in page must know before it can show a form. */
interface Door {
  identity: Identity;
  /** Of a development sign-in. */
  issuerPage: string | null;
  ways: Ways;
  /** Who is signed in already. */
  person: Person | null;
  /** By the link of an e-mail. */
  entered: boolean;
  linkError: string | null;
}

/** `link`: the code that the link of an e-mail carries, whose first six characters are those that people type. */
export function useDoor(link: string | null): { door: Door | null; error: unknown } {
  const [door, setDoor] = useState<Door | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    openDoor(link).then(
      (found) => left || setDoor(found),
      (reason: unknown) => left || setError(reason),
    );
    return () => {
      left = true;
    };
  }, [link]);
  return { door, error };
}

/** A link works once: asked for twice, it is tried once. */
const tried = new Map<string, Promise<unknown>>();

async function openDoor(link: string | null): Promise<Door> {
  const open = await openIdentity();
  const { identity } = open;
  let linkError: string | null = null;
  if (link !== null) {
    const sent = { email: '', nonce: link.slice(6) };
    const trying = tried.get(link) ?? identity.signInWithCode(sent, link.slice(0, 6));
    tried.set(link, trying);
    linkError = await trying.then(
      () => null,
      (reason: unknown) => identityError(reason).message,
    );
  }
  const entered = link !== null && linkError === null;
  const [ways, person] = await Promise.all([identity.ways(), identity.currentPerson()]);
  return { ...open, ways, person: entered ? null : person, entered, linkError };
}
