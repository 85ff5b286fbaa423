import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useList } from '../data/hooks.ts';
import { usePlace } from '../place.ts';
import { Button } from '../ui/button.tsx';
import { BelowCard } from './below-card.tsx';
import { statusWord, typeWord } from './campaign-words.ts';

export interface CampaignsBelowProps {
  companyId: string;
  /** Of which account or persona. */
  of: { accountId: string; personaId?: string };
}

/** The e-mails that were written for an account or a persona. */
export function CampaignsBelow({ companyId, of }: CampaignsBelowProps) {
  const { paths } = usePlace();
  const list = useList('campaign', { ...of, fields: 'summary', sort: '-updatedAt' });
  return (
    <BelowCard
      title="Campaigns"
      tone="orange"
      list={list}
      linkOf={({ id }) => paths.campaign(companyId, id)}
      noteOf={({ status, type }) =>
        type === 'email' ? statusWord(status) : `${statusWord(status)}, ${typeWord(type)}`
      }
      empty="No e-mail yet."
      add={
        <Button asChild size="small">
          <Link to={paths.newCampaign(companyId, of)}>
            <Plus aria-hidden="true" />
            New e-mail
          </Link>
        </Button>
      }
    />
  );
}
