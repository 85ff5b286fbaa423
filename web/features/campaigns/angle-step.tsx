import type { Persona } from '@blossomer/contract';
import { AngleFields } from './angle-fields.tsx';
import type { Wizard } from './wizard-draft.ts';
import { StepForm } from './wizard-steps.tsx';

/** What the e-mail is about. */
export function AngleStep({ wizard, persona }: { wizard: Wizard; persona: Persona }) {
  const { configure, go, draft } = wizard;
  return (
    <StepForm title="What is it about" onward="Next" back={() => go(1)} onSubmit={() => go(3)}>
      <AngleFields config={draft.config} configure={configure} persona={persona} />
    </StepForm>
  );
}
