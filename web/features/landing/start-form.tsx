import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { websiteAddress } from '../../components/website-address.ts';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input, Textarea } from '../../ui/input.tsx';

/** Begins with what was typed here: in the app where somebody is signed in, else in the playground. */
export function StartForm() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [website, setWebsite] = useState('');
  const [context, setContext] = useState('');
  const [asked, setAsked] = useState(false);
  const address = websiteAddress(website);

  function start(event: FormEvent | null) {
    event?.preventDefault();
    setAsked(true);
    if (address === null) {
      input.current?.focus();
      return;
    }
    const told = context.trim();
    const place = seemsSignedIn() ? paths.app : paths.playground;
    void navigate({
      to: place.newCompany(website.trim()),
      state: { ...(told === '' ? {} : { context: told }), ...(event === null ? {} : { begin: true }) },
    });
  }

  return (
    <form
      onSubmit={start}
      noValidate
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <Field
        label="Website of your company"
        required
        error={asked && address === null ? 'Type the address of a website, such as acme.com.' : undefined}
      >
        <Input
          ref={input}
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="acme.com"
          value={website}
          onChange={(event) => setWebsite(event.target.value)}
          className="h-control-large text-lg"
        />
      </Field>
      <Field
        label="Context"
        note="optional"
        hint="What the website does not say: who buys today, what you heard in calls."
      >
        <Textarea
          value={context}
          onChange={(event) => setContext(event.target.value)}
          rows={3}
          maxLength={4000}
        />
      </Field>
      <Button type="submit" variant="primary" size="large">
        Begin with this company
        <ArrowRight aria-hidden="true" />
      </Button>
      <p className="text-ink-muted text-sm">
        No account needed.{' '}
        <button type="button" onClick={() => start(null)} className="text-link underline underline-offset-4">
          Write it by hand
        </button>{' '}
        or{' '}
        <Link to={paths.playground.home} className="text-link underline underline-offset-4">
          look around first
        </Link>
      </p>
    </form>
  );
}

/** Told by the sign-in's own mark, without its library; the app asks who it is, and leads to the sign-in when it was nobody. */
function seemsSignedIn(): boolean {
  return /(^|;\s*)(__Host-)?stack-refresh-/.test(document.cookie);
}
