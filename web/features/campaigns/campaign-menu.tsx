import { CopyPlus, Ellipsis, Trash2 } from 'lucide-react';
import { useDelete } from '../../components/use-delete.ts';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import type { CampaignSummary } from './use-campaign-rows.ts';
import { useDuplicate } from './use-duplicate.ts';

/** Of one row of the list. */
export function CampaignMenu({ campaign }: { campaign: CampaignSummary }) {
  const remove = useDelete();
  const duplicate = useDuplicate();
  return (
    <DropdownMenu
      label={`What to do with ${campaign.name}`}
      trigger={
        // Without the tooltip of an icon button: hundreds of these pass by while one scrolls.
        <Button
          variant="quiet"
          size="small"
          aria-label={`More: ${campaign.name}`}
          className="w-control-small px-0"
        >
          <Ellipsis />
        </Button>
      }
      groups={[
        [
          { label: 'Duplicate', icon: <CopyPlus />, onSelect: () => void duplicate(campaign.id) },
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
