import { type FormEvent, useEffect, useRef, useState } from 'react';
import { IdentityError } from '../../identity/errors.ts';
import type { Identity, Person } from '../../identity/identity.ts';
import { Button } from '../../ui/button.tsx';
import { EmailField } from './email-field.tsx';
import { FormError } from './form-error.tsx';
import { PasswordField } from './password-field.tsx';
import type { Entering } from './use-entering.ts';

export interface PasswordFormProps {
  identity: Identity;
  isNew: boolean;
  email: string;
  onEmail: (email: string) => void;
  entering: Entering;
  entered: (person: Person) => Promise<void>;
}

export function PasswordForm({ identity, isNew, email, onEmail, entering, entered }: PasswordFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const { busy, error, errorOf } = entering;
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')?.focus();
  }, [error]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    await entering.enter(async () => {
      if (email.trim() === '') throw new IdentityError('bad-email');
      if (isNew && password.length < 8) throw new IdentityError('short-password');
      const way = isNew ? identity.signUpWithPassword : identity.signInWithPassword;
      await entered(await way(email, password));
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormError error={entering.error} />
      <EmailField
        value={email}
        onChange={onEmail}
        error={errorOf('email')}
        autoComplete={isNew ? 'email' : 'username'}
      />
      <PasswordField
        name="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={errorOf('password')}
        hint={isNew ? 'At least 8 characters. A sentence is easy to remember.' : undefined}
      />
      <Button type="submit" variant="primary" size="large" busy={busy}>
        {isNew ? 'Create account' : 'Sign in'}
      </Button>
    </form>
  );
}
