import type { Account } from '@blossomer/contract';
import { AddBelow, BelowCard } from '../../components/below-card.tsx';
import { CampaignsBelow } from '../../components/campaigns-below.tsx';
import { GeneratePersona } from '../../components/generation/generate-persona.tsx';
import { NewPersonaDialog } from '../../components/new-persona-dialog.tsx';
import { useAdding } from '../../components/use-adding.ts';
import { useList } from '../../data/hooks.ts';
import { usePlace } from '../../place.ts';

/** Who decides in such a company, and what was written to them. */
export function AccountBelow({ account: { id, name, companyId } }: { account: Account }) {
  const { paths } = usePlace();
  const [adding, setAdding] = useAdding();
  const personas = useList('persona', { accountId: id, fields: 'summary', sort: '-seniority' });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <BelowCard
        title="Personas"
        tone="purple"
        list={personas}
        linkOf={(persona) => paths.persona(companyId, persona.id)}
        noteOf={({ description }) => description}
        empty="Nobody yet. A persona is the person in such a company who decides."
        add={
          <>
            <GeneratePersona
              companyId={companyId}
              accounts={[{ id, name }]}
              label="Generate one"
              size="small"
            />
            <AddBelow label="New persona" onClick={() => setAdding(true)} />
          </>
        }
      />
      <CampaignsBelow companyId={companyId} of={{ accountId: id }} />
      <NewPersonaDialog
        companyId={companyId}
        accounts={[{ id, name }]}
        open={adding}
        onOpenChange={setAdding}
      />
    </div>
  );
}
