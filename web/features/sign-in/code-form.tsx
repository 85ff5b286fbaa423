import { type FormEvent, useEffect, useRef, useState } from 'react';
import { IdentityError } from '../../identity/errors.ts';
import type { Identity, Person, SentCode } from '../../identity/identity.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { EmailField } from './email-field.tsx';
import { FormError } from './form-error.tsx';
import type { Entering } from './use-entering.ts';

export interface CodeFormProps {
  identity: Identity;
  /** Whether the codes of this server lie on a page of its own. */
  issuerPage: string | null;
  email: string;
  onEmail: (email: string) => void;
  entering: Entering;
  entered: (person: Person) => Promise<void>;
}

/** First the address, then the six characters that were sent there. Somebody new gets an account by it. */
export function CodeForm({ identity, issuerPage, email, onEmail, entering, entered }: CodeFormProps) {
  const [sent, setSent] = useState<SentCode | null>(null);
  const { busy, errorOf, enter } = entering;
  const send = () =>
    enter(async () => {
      if (email.trim() === '') throw new IdentityError('bad-email');
      setSent(await identity.sendCode(email));
    });
  if (sent !== null) {
    return (
      <CodeEntry
        sent={sent}
        issuerPage={issuerPage}
        entering={entering}
        take={(code) => enter(async () => entered(await identity.signInWithCode(sent, code)))}
        sendAgain={send}
        otherAddress={() => {
          entering.forget();
          setSent(null);
        }}
      />
    );
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <FormError error={entering.error} />
      <EmailField value={email} onChange={onEmail} error={errorOf('email')} autoComplete="email" />
      <Button type="submit" variant="primary" size="large" busy={busy}>
        Send me a code
      </Button>
    </form>
  );
}

interface CodeEntryProps {
  sent: SentCode;
  issuerPage: string | null;
  entering: Entering;
  take: (code: string) => Promise<void>;
  sendAgain: () => Promise<void>;
  otherAddress: () => void;
}

function CodeEntry({ sent, issuerPage, entering, take, sendAgain, otherAddress }: CodeEntryProps) {
  const input = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  useEffect(() => input.current?.focus(), []);
  async function submit(event: FormEvent) {
    event.preventDefault();
    await take(code);
    input.current?.focus();
  }
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <FormError error={entering.error} />
      <p role="status">
        A code is on its way to <strong className="break-all font-medium">{sent.email}</strong>.
        {issuerPage ? (
          <>
            {' '}
            This development server sends no e-mail: the code is on{' '}
            <a href={`${issuerPage}#codes`} target="_blank" rel="noreferrer" className="text-link underline">
              its own page
            </a>
            .
          </>
        ) : null}
      </p>
      <Field
        label="Code"
        required
        hint="Six letters and digits, from the newest e-mail."
        error={entering.errorOf('code')}
      >
        <Input
          ref={input}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          className="h-control-large font-mono text-lg tracking-widest"
        />
      </Field>
      <Button type="submit" variant="primary" size="large" busy={entering.busy}>
        Sign in
      </Button>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        <Button variant="link" onClick={() => void sendAgain()}>
          Send another code
        </Button>
        <Button variant="link" onClick={otherAddress}>
          Take another address
        </Button>
      </div>
    </form>
  );
}
