import type { Account, Company, Persona } from '@blossomer/contract';
import { useEffect, useRef } from 'react';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { useDocument } from '../../data/hooks.ts';
import { useScreenParam } from '../../place.ts';
import { AngleStep } from './angle-step.tsx';
import { AudienceStep } from './audience-step.tsx';
import { useWizard, type Wizard } from './wizard-draft.ts';
import { WizardSteps } from './wizard-steps.tsx';
import { WordingStep } from './wording-step.tsx';

/** The wizard: whom to write to, about what, and in which words; it ends in the editor. */
export function NewCampaignPage() {
  const companyId = useScreenParam('companyId');
  const { document: company, isMissing } = useDocument('company', companyId);
  const wizard = useWizard();
  const { accountId, personaId } = wizard.draft;
  if (isMissing) return <NotFoundPage />;
  return (
    <Page title="New e-mail" description="Three steps, then the editor. Nothing is sent from here.">
      {accountId !== undefined && personaId !== undefined ? (
        <WithAudience key={personaId} {...{ wizard, company, accountId, personaId }} />
      ) : (
        <Steps wizard={wizard} reached={1} company={company} />
      )}
    </Page>
  );
}

interface WithAudienceProps {
  wizard: Wizard;
  company: Company | undefined;
  accountId: string;
  personaId: string;
}

/** A persona that went away meanwhile, or hangs on another account, is chosen again. */
function WithAudience({ wizard, company, accountId, personaId }: WithAudienceProps) {
  const account = useDocument('account', accountId);
  const persona = useDocument('persona', personaId);
  const isGone = account.isMissing || persona.isMissing || persona.document?.accountId !== accountId;
  return (
    <Steps
      wizard={wizard}
      reached={isGone ? 1 : 3}
      company={company}
      account={account.document}
      persona={persona.document}
    />
  );
}

interface StepsProps {
  wizard: Wizard;
  /** The step that what was chosen allows. */
  reached: number;
  company: Company | undefined;
  account?: Account | undefined;
  persona?: Persona | undefined;
}

function Steps({ wizard, reached, company, account, persona }: StepsProps) {
  const step = Math.min(wizard.step, reached);
  const place = useFocusOnStep(step);
  return (
    <div ref={place} className="wrap-anywhere">
      <WizardSteps step={step} go={wizard.go} />
      {step === 1 ? <AudienceStep wizard={wizard} isReady={reached > 1} /> : null}
      {step === 2 && persona ? <AngleStep wizard={wizard} persona={persona} /> : null}
      {step === 3 && persona && account ? (
        <WordingStep wizard={wizard} ground={{ company, account, persona }} />
      ) : null}
    </div>
  );
}

/** A new step is read from its heading on. */
function useFocusOnStep(step: number) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [step]);
  return place;
}
