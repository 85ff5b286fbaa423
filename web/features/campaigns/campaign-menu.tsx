import type { Campaign } from '@blossomer/contract';
import { CopyPlus, Ellipsis, Trash2 } from 'lucide-react';
import { useDelete } from '../../components/use-delete.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { useDuplicate } from './use-duplicate.ts';

/** Of one row of the list. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const remove = useDelete();
  const duplicate = useDuplicate();
  return (
    <DropdownMenu
      label={`What to do with ${campaign.name}`}
      trigger={<IconButton size="small" label={`More: ${campaign.name}`} icon={<Ellipsis />} />}
      groups={[
        [
          { label: 'Duplicate', icon: <CopyPlus />, onSelect: () => duplicate(campaign) },
          {
            label: 'Delete',
            icon: <Trash2 />,
            tone: 'danger',
            onSelect: () => remove('campaign', campaign),
          },
        ],
      ]}
    />
  );
}
