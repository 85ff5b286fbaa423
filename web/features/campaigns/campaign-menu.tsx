import type { Campaign } from '@blossomer/contract';
import { CopyPlus, Ellipsis, Trash2 } from 'lucide-react';
import { useRemove } from '../../data/hooks.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { showUndo } from '../../ui/toast.tsx';
import { useDuplicate } from './use-duplicate.ts';

/** Of one row of the list. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const remove = useRemove();
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
            onSelect: () => {
              const { undo } = remove('campaign', campaign.id);
              showUndo(`${campaign.name} was deleted`, () => void undo());
            },
          },
        ],
      ]}
    />
  );
}
