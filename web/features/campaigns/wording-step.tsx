import { ProblemError } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { useCreate } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Field } from '../../ui/field.tsx';
import { Input, Textarea } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Choices } from './angle-step.tsx';
import { labelOf } from './part-types.ts';
import { type Ground, starterData, starterSegments } from './starter.ts';
import type { Draft, Wizard } from './wizard-draft.ts';
import { StepForm } from './wizard-steps.tsx';
import { callsToAction, openingLines, templates } from './words.ts';

export interface WordingStepProps {
  wizard: Wizard;
  ground: Ground & Required<Pick<Ground, 'account' | 'persona'>>;
}

/** In which words; then the e-mail is made. */
export function WordingStep({ wizard, ground }: WordingStepProps) {
  const { draft, set, configure, go } = wizard;
  const { config } = draft;
  const { problem, submit } = useSubmit(draft, ground);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <StepForm title="In which words" onward="Make the e-mail" back={() => go(2)} onSubmit={submit}>
        <Field
          label="Name"
          hint="What you find it by. Readers never see it."
          error={problem}
          className="max-w-xl"
        >
          <Input
            value={draft.name ?? nameFor(draft, ground)}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Choices title="Template">
          <RadioGroup
            label="Template"
            value={config.template ?? null}
            onChange={(template) => configure({ template })}
            choices={templates}
            className="grid-cols-1 sm:grid-cols-2"
          />
        </Choices>
        {config.template === 'custom' ? null : (
          <>
            <Choices title="Opening line">
              <RadioGroup
                label="Opening line"
                value={config.openingLine ?? null}
                onChange={(openingLine) => configure({ openingLine })}
                choices={openingLines}
                className="grid-cols-1 sm:grid-cols-3"
              />
            </Choices>
            <Choices title="Call to action">
              <RadioGroup
                label="Call to action"
                value={config.ctaSetting ?? null}
                onChange={(ctaSetting) => configure({ ctaSetting })}
                choices={callsToAction}
                className="grid-cols-1 sm:grid-cols-2 xl:grid-cols-3"
              />
            </Choices>
          </>
        )}
        <Field
          label="Social proof"
          note="optional"
          hint="A customer, a number, a quotation: used as you write it."
          className="max-w-xl"
        >
          <Textarea
            rows={2}
            value={config.socialProof ?? ''}
            onChange={(event) => configure({ socialProof: event.target.value })}
          />
        </Field>
      </StepForm>
      <Preview draft={draft} ground={ground} />
    </div>
  );
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
            <dt className="text-ink-muted text-xs">{labelOf(segment)}</dt>
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

function useSubmit(draft: Draft, ground: WordingStepProps['ground']) {
  const create = useCreate('campaign');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const [id] = useState(() => uuidv7());
  const [problem, setProblem] = useState<string>();
  const { account, persona } = ground;
  const submit = () => {
    if (!account || !persona) return;
    try {
      create({
        id,
        accountId: account.id,
        personaId: persona.id,
        name: draft.name ?? nameFor(draft, ground),
        type: 'email',
        status: 'draft',
        data: starterData(draft.config, ground),
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.problem.detail);
      return;
    }
    // The wizard has done its work: the way back from the editor leads past its last step.
    void navigate({ to: paths.campaign(companyId, id), replace: true });
  };
  return { problem, submit };
}

function nameFor({ config }: Draft, { persona }: Ground): string {
  const about = (config.useCase ?? '').replace(/\s+/g, ' ').trim() || 'E-mail';
  const name = persona === undefined ? about : `${about}, for ${persona.name}`;
  return [...name].slice(0, nameCharactersMax).join('');
}
const nameCharactersMax = 200;
