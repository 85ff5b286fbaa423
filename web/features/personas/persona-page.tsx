import { type Persona, PersonaData } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import { CampaignsBelow } from '../../components/campaigns-below.tsx';
import { DocumentPage } from '../../components/document-header.tsx';
import { DocumentScreen } from '../../components/document-screen.tsx';
import { ElsewhereState } from '../../components/elsewhere.tsx';
import { KeptAside, RecoveredNote } from '../../components/kept-aside.tsx';
import { MetadataFacts } from '../../components/metadata-facts.tsx';
import { SeniorityBadge } from '../../components/seniority-badge.tsx';
import { SignalsCard } from '../../components/signals/signals-card.tsx';
import { useDocument } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { PersonaCards } from './persona-cards.tsx';
import { PersonaFacts } from './persona-facts.tsx';
import { PersonaMenu } from './persona-menu.tsx';
import { UseCasesCard } from './use-cases-card.tsx';

export function PersonaPage() {
  const personaId = useScreenParam('personaId');
  return (
    <DocumentScreen kind="persona" id={personaId} title="Persona">
      {(persona) => <PersonaScreen persona={persona} />}
    </DocumentScreen>
  );
}

function PersonaScreen({ persona }: { persona: Persona }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { id, accountId, name, data } = persona;
  const { document: account } = useDocument('account', accountId);
  if (account !== undefined && account.companyId !== companyId) {
    return <ElsewhereState name={name} to={paths.persona(account.companyId, id)} />;
  }
  return (
    <DocumentPage
      kind="persona"
      breadcrumbs={
        <Breadcrumbs
          links={[
            { key: 'personas', link: <Link to={paths.personas(companyId)}>Personas</Link> },
            {
              key: 'account',
              link: <Link to={paths.account(companyId, accountId)}>{account?.name ?? 'Account'}</Link>,
            },
          ]}
          here={name}
        />
      }
      beside={<SeniorityBadge words={data.demographics?.seniority} />}
      actions={
        <>
          <Button asChild variant="primary">
            <Link to={paths.newCampaign(companyId, { accountId, personaId: id })}>
              <Mail aria-hidden="true" />
              Write an e-mail
            </Link>
          </Button>
          <PersonaMenu persona={persona} companyId={companyId} />
        </>
      }
    >
      <RecoveredNote data={data}>
        This persona was gone while e-mails belonged to it; it was made again from what they remember.
      </RecoveredNote>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <PersonaFacts />
          <UseCasesCard />
          <PersonaCards />
          <SignalsCard />
          <MetadataFacts metadata={data.metadata} />
          <KeptAside data={data} known={known} />
        </div>
        <CampaignsBelow companyId={companyId} of={{ accountId, personaId: id }} />
      </div>
    </DocumentPage>
  );
}

const known = Object.keys(PersonaData.shape);
