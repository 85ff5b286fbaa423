import { type CompanyData, NewCompany, ProblemError } from '@blossomer/contract';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { nameFault } from '../../components/document-header.tsx';
import { Page } from '../../components/page.tsx';
import { websiteAddress } from '../../components/website-address.ts';
import { useCreate } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input, Textarea } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { companyNameOf } from './company-name.ts';

/** What was told beside the website is either about the company or about whom it sells to. */
const homes = {
  description: (text: string): Partial<CompanyData> => ({ description: text }),
  hypothesis: (text: string): Partial<CompanyData> => ({ icpHypothesis: { targetAccountHypothesis: text } }),
} as const;

export function NewCompanyPage() {
  const { website = '' }: { website?: unknown } = useSearch({ strict: false });
  const { context = '' } = useLocation().state;
  const address = typeof website === 'string' ? website : '';
  return (
    <Page
      title="New company"
      description="The company you sell for. A name is enough to begin; the rest is written where it is shown."
    >
      <NewCompanyForm website={address} context={context} />
    </Page>
  );
}

function NewCompanyForm({ website, context }: { website: string; context: string }) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const create = useCreate('company');
  const form = useRef<HTMLFormElement>(null);
  const [url, setUrl] = useState(website);
  const [name, setName] = useState<string | null>(null);
  const [told, setTold] = useState(context);
  const [home, setHome] = useState<keyof typeof homes>('description');
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<string>();
  const called = name ?? companyNameOf(url);
  const faults = { url: asked ? urlFault(url) : undefined, name: asked ? nameFault(called) : undefined };

  function save(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (urlFault(url) !== undefined || nameFault(called) !== undefined) {
      form.current
        ?.querySelector<HTMLElement>(urlFault(url) ? 'input[inputmode]' : 'input:not([inputmode])')
        ?.focus();
      return;
    }
    const text = told.trim();
    try {
      const id = create({
        name: called.trim(),
        url: websiteAddress(url) ?? url.trim(),
        data: text === '' ? {} : homes[home](text),
      });
      void navigate({ to: paths.company(id), replace: true });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRefused(error.problem.detail);
    }
  }

  return (
    <form ref={form} onSubmit={save} noValidate className="grid grid-cols-1 max-w-xl gap-5">
      <Field label="Website" note="optional" error={faults.url}>
        <Input
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="acme.com"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
      <Field
        label="Name"
        required
        hint={name === null && called !== '' ? 'Taken from the website. Change it as you like.' : undefined}
        error={faults.name ?? refused}
      >
        <Input value={called} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        label="Context"
        note="optional"
        hint="What the website does not say: who buys today, what you heard in calls."
      >
        <Textarea rows={4} value={told} onChange={(event) => setTold(event.target.value)} />
      </Field>
      {told.trim() === '' ? null : (
        <RadioGroup
          label="Where the context goes"
          value={home}
          onChange={setHome}
          choices={[
            {
              value: 'description',
              label: 'It is about the company',
              hint: 'It becomes the description.',
            },
            {
              value: 'hypothesis',
              label: 'It is about whom we sell to',
              hint: 'It becomes the hypothesis about target accounts (ICP).',
            },
          ]}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          Create the company
        </Button>
        <Button variant="quiet" onClick={() => void navigate({ to: paths.home })}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function urlFault(url: string): string | undefined {
  const isFine =
    url.trim() === '' || (websiteAddress(url) !== null && NewCompany.shape.url.safeParse(url).success);
  return isFine ? undefined : 'Type the address of a website, such as acme.com, or leave it empty.';
}
