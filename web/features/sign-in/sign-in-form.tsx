import { useState } from 'react';
import { rememberPlace } from '../../components/next-place.ts';
import type { Identity, Person, Ways } from '../../identity/identity.ts';
import { Button } from '../../ui/button.tsx';
import { CodeForm } from './code-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { useEntering } from './use-entering.ts';

export interface SignInFormProps {
  identity: Identity;
  ways: Ways;
  issuerPage: string | null;
  /** Whether somebody without an account is asked to make one. */
  isNew: boolean;
  /** Where a sign-in that leaves the page comes back to. */
  next: string;
  /** The address of whoever was here. */
  email?: string;
  entered: (person: Person) => Promise<void>;
}

/** The ways in that the project offers, one at a time; what was typed goes along from one to the other. */
export function SignInForm(props: SignInFormProps) {
  const { identity, ways, issuerPage, isNew, next, entered } = props;
  const [email, setEmail] = useState(props.email ?? '');
  const [way, setWay] = useState<'password' | 'code'>(ways.password ? 'password' : 'code');
  const entering = useEntering();
  const form = { identity, email, onEmail: setEmail, entering, entered };
  const offersBoth = ways.password && ways.code;
  return (
    <div className="flex flex-col gap-4">
      {ways.google ? (
        <>
          <Button
            size="large"
            busy={entering.busy}
            onClick={() =>
              void entering.enter(async () => {
                rememberPlace(next);
                await identity.signInWithGoogle();
              })
            }
          >
            Go on with Google
          </Button>
          {ways.password || ways.code ? <Or /> : null}
        </>
      ) : null}
      {way === 'password' && ways.password ? <PasswordForm {...form} isNew={isNew} /> : null}
      {way === 'code' && ways.code ? <CodeForm {...form} issuerPage={issuerPage} /> : null}
      {offersBoth ? (
        <Button
          variant="link"
          className="self-start"
          onClick={() => {
            entering.forget();
            setWay(way === 'password' ? 'code' : 'password');
          }}
        >
          {way === 'password' ? 'Use a code by e-mail instead' : 'Use a password instead'}
        </Button>
      ) : null}
    </div>
  );
}

function Or() {
  return (
    <p className="flex items-center gap-3 text-ink-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </p>
  );
}
