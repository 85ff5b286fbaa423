import { paths } from '../../paths.ts';
import { openApp } from '../../sessions.ts';

/** Work that waits in this browser is spoken of first; then the way leads to where the person wanted to go. */
export async function placeAfterSignIn(next: string): Promise<string> {
  try {
    const { signedIn } = await openApp(next);
    const status = await signedIn?.claim?.status();
    const isOpen = status?.state === 'unfinished' || (status?.state === 'unclaimed' && !status.postponed);
    return isOpen ? paths.app.claim(next) : next;
  } catch {
    return next; // What is wrong shows there, with a way to try again.
  }
}
