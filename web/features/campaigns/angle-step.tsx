import type { Persona } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace, useScreenParam } from '../../place.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import type { Wizard } from './wizard-draft.ts';
import { StepForm } from './wizard-steps.tsx';
import { emphases } from './words.ts';

/** What the e-mail is about. */
export function AngleStep({ wizard, persona }: { wizard: Wizard; persona: Persona }) {
  const { configure, go, draft } = wizard;
  return (
    <StepForm title="What is it about" onward="Next" back={() => go(1)} onSubmit={() => go(3)}>
      <UseCaseField wizard={wizard} persona={persona} />
      <Choices title="Emphasis" hint="What the middle of the e-mail turns on.">
        <RadioGroup
          label="Emphasis"
          value={draft.config.emphasis ?? null}
          onChange={(emphasis) => configure({ emphasis })}
          choices={emphases}
          className="grid-cols-1 sm:grid-cols-3"
        />
      </Choices>
    </StepForm>
  );
}

const own = 'own words';

function UseCaseField({ wizard: { draft, configure }, persona }: { wizard: Wizard; persona: Persona }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { useCases = [] } = persona.data;
  const { useCaseId, useCase = '' } = draft.config;
  const [inOwnWords, setInOwnWords] = useState(useCaseId === undefined && useCase !== '');
  const isOwn = useCases.length === 0 || inOwnWords;
  return (
    <Choices
      title="Use case"
      hint={
        useCases.length === 0 ? (
          <>
            {persona.name} has no use cases yet. Say it in your own words, or{' '}
            <Link
              to={paths.persona(companyId, persona.id)}
              className="text-link underline underline-offset-4"
            >
              add them to the persona
            </Link>{' '}
            and come back.
          </>
        ) : (
          `From the use cases of ${persona.name}.`
        )
      }
    >
      {useCases.length === 0 ? null : (
        <RadioGroup
          label="Use case"
          value={isOwn ? own : (useCaseId ?? null)}
          onChange={(chosen) => {
            setInOwnWords(chosen === own);
            if (chosen === own) configure({ useCaseId: undefined, useCase: undefined });
            else {
              configure({ useCaseId: chosen, useCase: useCases.find(({ id }) => id === chosen)?.useCase });
            }
          }}
          choices={[
            ...useCases.map(({ id, useCase: title, painPoints }) => ({
              value: id,
              label: title || 'Use case without a name',
              hint: painPoints ? <span className="line-clamp-3">{painPoints}</span> : undefined,
            })),
            { value: own, label: 'Another one', hint: 'In your own words.' },
          ]}
          className="grid-cols-1 sm:grid-cols-2"
        />
      )}
      {isOwn ? (
        <Field label="Use case in your own words" note="optional" className="max-w-xl">
          <Input
            value={useCase}
            onChange={(event) => configure({ useCaseId: undefined, useCase: event.target.value })}
          />
        </Field>
      ) : null}
    </Choices>
  );
}

export function Choices(props: { title: string; hint?: React.ReactNode; children: React.ReactNode }) {
  const { title, hint, children } = props;
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-2.5">
      <div>
        <h3 className="font-medium">{title}</h3>
        {hint ? <p className="text-ink-muted text-sm">{hint}</p> : null}
      </div>
      {children}
    </section>
  );
}
