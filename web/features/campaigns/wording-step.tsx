import { type NewGeneration, ProblemError, partLabelOf } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { nameFault } from '../../components/document-header.tsx';
import { HowItIsGenerated } from '../../components/generation/how-it-is-generated.tsx';
import { StartFailure } from '../../components/generation/start-failure.tsx';
import { useBeginAndWatch } from '../../components/generation/use-begin.ts';
import { useAvailable } from '../../data/generations.ts';
import { useCreate } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { configured, type Ground, starterData, starterSegments } from './starter.ts';
import type { Draft, Wizard } from './wizard-draft.ts';
import { StepForm } from './wizard-steps.tsx';
import { WordingFields } from './wording-fields.tsx';

export interface WordingStepProps {
  wizard: Wizard;
  ground: Ground & Required<Pick<Ground, 'account' | 'persona'>>;
}

/** In which words; then the e-mail is made. */
export function WordingStep({ wizard, ground }: WordingStepProps) {
  const { draft, set, configure, go } = wizard;
  const nameInput = useRef<HTMLInputElement>(null);
  const { fault, refused, submit } = useSubmit(draft, ground, nameInput);
  const canGenerate = useAvailable()?.kinds.includes('campaign') ?? false;
  const { isBusy, error, begin } = useBeginAndWatch(useScreenParam('companyId'));
  const failure = error ?? refused;
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <StepForm
        title="In which words"
        onward="Make the e-mail"
        back={() => go(2)}
        beside={
          canGenerate ? (
            <Button variant="primary" busy={isBusy} onClick={() => begin(askedFor(draft, ground))}>
              <Sparkles aria-hidden="true" />
              Generate the e-mail
            </Button>
          ) : undefined
        }
        onSubmit={submit}
      >
        <HowItIsGenerated kind="campaign" />
        <Field
          label="Name"
          hint={nameHint(canGenerate && draft.name === undefined)}
          error={fault}
          className="max-w-xl"
        >
          <Input
            ref={nameInput}
            value={draft.name ?? nameFor(draft, ground)}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <WordingFields config={draft.config} configure={configure} />
        {failure ? <StartFailure error={failure} className="max-w-xl" /> : null}
      </StepForm>
      <Preview draft={draft} ground={ground} />
    </div>
  );
}

function nameHint(mayBeGenerated: boolean): string {
  const hint = 'What you find it by. Readers never see it.';
  return mayBeGenerated ? `${hint} A generated e-mail brings its own, unless you type one.` : hint;
}

/** The same choices as the draft itself: what is not written down anywhere is left for the person. */
function Preview({ draft, ground }: { draft: Draft; ground: Ground }) {
  return (
    <aside
      aria-label="First draft"
      className="rounded-lg border border-line bg-surface lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
    >
      <h2 className="border-line border-b px-4 py-2.5 font-semibold">First draft</h2>
      <dl className="grid grid-cols-1 gap-3 px-4 py-3 text-sm">
        {starterSegments(draft.config, ground).map((segment) => (
          <div key={segment.type}>
            <dt className="text-ink-muted text-xs">{partLabelOf(segment)}</dt>
            <dd className="whitespace-pre-wrap">{segment.text}</dd>
          </div>
        ))}
      </dl>
      <p className="border-line border-t px-4 py-2.5 text-ink-muted text-sm">
        Notes in [brackets] are yours to fill in. They quote what you wrote down about the persona, the
        account and the company.
      </p>
    </aside>
  );
}

/** What is wrong with the name stands beside it, which gets the focus: the button is at the other end of the form. */
function useSubmit(
  draft: Draft,
  ground: WordingStepProps['ground'],
  nameInput: RefObject<HTMLInputElement | null>,
) {
  const create = useCreate('campaign');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const [id] = useState(() => uuidv7());
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<ProblemError | null>(null);
  const { account, persona } = ground;
  const name = draft.name ?? nameFor(draft, ground);
  const fault = nameFault(name);
  const submit = () => {
    if (!account || !persona) return;
    setAsked(true);
    setRefused(null);
    if (fault !== undefined) {
      nameInput.current?.focus();
      return;
    }
    try {
      const parents = { accountId: account.id, personaId: persona.id };
      const data = starterData(draft.config, ground);
      create({ id, ...parents, name, type: 'email', status: 'draft', data });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRefused(error);
      return;
    }
    // The wizard has done its work: the way back from the editor leads past its last step.
    void navigate({ to: paths.campaign(companyId, id), replace: true });
  };
  return { fault: asked ? fault : undefined, refused, submit };
}

/** What the wizard asked, use case and social proof by value; the name only where the person typed one. */
function askedFor({ name = '', config }: Draft, { persona }: WordingStepProps['ground']): NewGeneration {
  const called = name.trim() === '' ? {} : { name: name.trim() };
  return {
    kind: 'campaign',
    inputs: { personaId: persona?.id ?? '', config: configured(config), ...called },
  };
}

function nameFor({ config }: Draft, { persona }: Ground): string {
  const about = (config.useCase ?? '').replace(/\s+/g, ' ').trim() || 'E-mail';
  const name = persona === undefined ? about : `${about}, for ${persona.name}`;
  return [...name].slice(0, nameCharactersMax).join('');
}
const nameCharactersMax = 200;
