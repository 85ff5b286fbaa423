import { type CompanyData, NewCompany, ProblemError } from '@blossomer/contract';
import { type HistoryState, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { nameFault } from '../../components/document-header.tsx';
import { HowItIsGenerated } from '../../components/generation/how-it-is-generated.tsx';
import { StartFailure } from '../../components/generation/start-failure.tsx';
import { Page } from '../../components/page.tsx';
import { websiteAddress } from '../../components/website-address.ts';
import { useAvailable } from '../../data/generations.ts';
import { useCreate } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input, Textarea } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { type Beginning, useBeginAtOnce, useBeginning } from './beginning.ts';
import { companyNameOf } from './company-name.ts';

/** What was told beside the website is either about the company or about whom it sells to. */
const homes = {
  description: (text: string): Partial<CompanyData> => ({ description: text }),
  hypothesis: (text: string): Partial<CompanyData> => ({ icpHypothesis: { targetAccountHypothesis: text } }),
} as const;

export function NewCompanyPage() {
  const { website = '' }: { website?: unknown } = useSearch({ strict: false });
  const { context = '', draft = {}, begin = false } = useLocation().state;
  const address = typeof website === 'string' ? website : '';
  const beginning = useBeginning();
  const isBeginning = useBeginAtOnce(begin, address, context, beginning);
  return (
    <Page
      title="New company"
      description="The company you sell for. A name is enough to begin; the rest is written where it is shown."
    >
      {beginning.isBusy || isBeginning ? (
        <Loading label="Beginning" className="grid max-w-xl gap-3">
          <p className="text-ink-muted">{`Beginning with ${address || 'the website'}.`}</p>
          <Skeleton className="h-10" />
          <Skeleton className="h-24" />
        </Loading>
      ) : (
        <NewCompanyForm website={address} context={context} draft={draft} beginning={beginning} />
      )}
    </Page>
  );
}

interface NewCompanyFormProps {
  website: string;
  context: string;
  draft: NonNullable<HistoryState['draft']>;
  beginning: Beginning;
}

function NewCompanyForm({ website, context, draft, beginning }: NewCompanyFormProps) {
  const { paths } = usePlace();
  const canRead = useAvailable()?.kinds.includes('company') ?? false;
  const navigate = useNavigate();
  const create = useCreate('company');
  const form = useRef<HTMLFormElement>(null);
  const [url, setUrl] = useState(website);
  const [name, setName] = useState<string | null>(draft.name ?? null);
  const [told, setTold] = useState(context);
  const [home, setHome] = useState<keyof typeof homes>(
    draft.data?.description ? 'hypothesis' : 'description',
  );
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
        data: { ...draft.data, ...(text === '' ? {} : homes[home](text)) },
      });
      void navigate({ to: paths.company(id), replace: true });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRefused(error.problem.detail);
    }
  }

  function generate() {
    setAsked(true);
    if (websiteAddress(url) !== null && urlFault(url) === undefined)
      beginning.begin(url.trim(), told, name ?? '');
    else form.current?.querySelector<HTMLElement>('input[inputmode]')?.focus();
  }

  return (
    <form ref={form} onSubmit={save} noValidate className="grid grid-cols-1 max-w-xl gap-5">
      {beginning.error ? <StartFailure error={beginning.error} /> : null}
      {draft.data ? (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted">
          What had been written by then comes along, and is shown when the company is made.
        </p>
      ) : null}
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
        {canRead ? (
          <Button variant="primary" onClick={generate}>
            <Sparkles aria-hidden="true" />
            Generate from the website
          </Button>
        ) : null}
        <Button type="submit" variant={canRead ? 'secondary' : 'primary'}>
          Create the company
        </Button>
        <Button variant="quiet" onClick={() => void navigate({ to: paths.home })}>
          Cancel
        </Button>
      </div>
      <HowItIsGenerated kind="company" />
    </form>
  );
}

function urlFault(url: string): string | undefined {
  const isFine =
    url.trim() === '' || (websiteAddress(url) !== null && NewCompany.shape.url.safeParse(url).success);
  return isFine ? undefined : 'Type the address of a website, such as acme.com, or leave it empty.';
}
