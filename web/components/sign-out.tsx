import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { Session } from '../data/session.ts';
import type { SignedIn } from '../sessions.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { showProblem } from '../ui/toast.tsx';
import { failureOf } from './problem.ts';
import { UnsentList } from './unsent-list.tsx';

export interface SigningOut {
  /** At once when everything is saved; else the dialog asks. */
  ask(): void;
  busy: boolean;
  /** To be put anywhere on the screen. */
  dialog: ReactNode;
}

/** Signing out takes this person's work out of this browser, so what the server does not have yet is asked about. */
export function useSignOut(session: Session, signedIn: Pick<SignedIn, 'signOut'>): SigningOut {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);

  async function signOut() {
    setBusy(true);
    try {
      await signedIn.signOut();
    } catch (error) {
      setBusy(false);
      showProblem('You are still signed in', {
        detail: failureOf(error).detail,
        retry: () => void signOut(),
      });
    }
  }

  return {
    busy,
    ask: () => {
      if (session.unsentCount() === 0) void signOut();
      else setOpen(true);
    },
    dialog: open ? (
      <SignOutDialog session={session} onOpenChange={setOpen} signOut={signOut} busy={busy} />
    ) : null,
  };
}

interface SignOutDialogProps {
  session: Session;
  onOpenChange: (open: boolean) => void;
  signOut: () => Promise<void>;
  busy: boolean;
}

function SignOutDialog({ session, onOpenChange, signOut, busy }: SignOutDialogProps) {
  const { book, pump } = session;
  const entries = useSyncExternalStore(book.subscribe, book.entries, book.entries);
  const status = useSyncExternalStore(pump.subscribe, pump.status, pump.status);
  const [sending, setSending] = useState(false);
  const unsent = entries.length;
  const waiting = entries.filter(({ state }) => state === 'waiting').length;
  const send = async () => {
    setSending(true);
    await pump.flush();
    setSending(false);
  };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="narrow"
      title={unsent === 0 ? 'Everything is saved' : 'Not everything is saved yet'}
      description={
        unsent === 0
          ? 'The server has all of your work. You can sign out.'
          : `${count(unsent)} of yours ${unsent === 1 ? 'has' : 'have'} not reached the server. Signing out takes ${unsent === 1 ? 'it' : 'them'} out of this browser for good.`
      }
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Stay</Button>
          {waiting > 0 ? (
            <Button variant="primary" busy={sending} onClick={() => void send()}>
              Send now
            </Button>
          ) : null}
          <Button variant={unsent === 0 ? 'primary' : 'danger'} busy={busy} onClick={() => void signOut()}>
            {unsent === 0 ? 'Sign out' : 'Sign out and lose them'}
          </Button>
        </>
      }
    >
      {unsent === 0 ? null : (
        <>
          <UnsentList session={session} entries={entries} />
          <p role="status" className="mt-3 text-ink-muted text-sm">
            {hintOf({ waiting, unsent, ...status })}
          </p>
        </>
      )}
    </Dialog>
  );
}

function count(unsent: number): string {
  return unsent === 1 ? '1 change' : `${unsent} changes`;
}

function hintOf(now: { waiting: number; unsent: number; offline: boolean; signInNeeded: boolean }): string {
  if (now.waiting === 0) return 'These need you: stay, and open what was not saved.';
  if (now.signInNeeded) return 'Sign in again first, then they can be sent.';
  if (now.offline) return 'The server cannot be reached. They go out as soon as it can.';
  return 'They go out by themselves in a moment, or send them now.';
}
