import type { Persona } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace, useScreenParam } from '../../place.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Choices } from './choices.tsx';
import type { Config } from './starter.ts';
import { emphases } from './words.ts';

export interface ConfigFieldsProps {
  config: Config;
  configure: (change: Partial<Config>) => void;
}

/** What an e-mail is about: in the wizard, and in the editor as long as the e-mail is there. */
export function AngleFields({ config, configure, persona }: ConfigFieldsProps & { persona: Persona }) {
  return (
    <>
      <UseCaseField config={config} configure={configure} persona={persona} />
      <Choices title="Emphasis" hint="What the middle of the e-mail turns on.">
        <RadioGroup
          label="Emphasis"
          value={config.emphasis ?? null}
          onChange={(emphasis) => configure({ emphasis })}
          choices={emphases}
          className="grid-cols-1 @md:grid-cols-3"
        />
      </Choices>
    </>
  );
}

const own = 'own words';

function UseCaseField({ config, configure, persona }: ConfigFieldsProps & { persona: Persona }) {
  const { useCases = [] } = persona.data;
  const { useCaseId, useCase } = config;
  const isKnown = useCases.some(({ id }) => id === useCaseId);
  const [isWriting, setIsWriting] = useState(false);
  // One that the persona no longer has, or that came with an import, is left as words.
  const isOwn = useCases.length === 0 || isWriting || (!isKnown && useCase !== undefined);
  return (
    <Choices
      title="Use case"
      hint={
        useCases.length === 0 ? <NoUseCases persona={persona} /> : `From the use cases of ${persona.name}.`
      }
    >
      {useCases.length === 0 ? null : (
        <RadioGroup
          label="Use case"
          value={isOwn ? own : isKnown ? (useCaseId ?? null) : null}
          onChange={(chosen) => {
            setIsWriting(chosen === own);
            if (chosen === own) configure({ useCaseId: undefined, useCase: '' });
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
          className="grid-cols-1 @md:grid-cols-2"
        />
      )}
      {isOwn ? (
        <Field label="Use case in your own words" note="optional" className="max-w-xl">
          <Input
            value={useCase ?? ''}
            onChange={(event) => {
              setIsWriting(true);
              configure({ useCaseId: undefined, useCase: event.target.value });
            }}
          />
        </Field>
      ) : null}
    </Choices>
  );
}

function NoUseCases({ persona }: { persona: Persona }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  return (
    <>
      {persona.name} has no use cases yet. Say it in your own words, or{' '}
      <Link to={paths.persona(companyId, persona.id)} className="text-link underline underline-offset-4">
        add them to the persona
      </Link>{' '}
      and come back.
    </>
  );
}
