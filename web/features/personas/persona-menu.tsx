import type { Persona } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { Columns2, Ellipsis, Trash2 } from 'lucide-react';
import { useDelete } from '../../components/use-delete.ts';
import { usePlace } from '../../place.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';

export function PersonaMenu({ persona, companyId }: { persona: Persona; companyId: string }) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const remove = useDelete();
  return (
    <DropdownMenu
      label="More to do with this persona"
      trigger={<IconButton label="More" icon={<Ellipsis />} variant="secondary" />}
      groups={[
        [
          {
            label: 'Compare with another',
            icon: <Columns2 />,
            onSelect: () => void navigate({ to: paths.comparePersonas(companyId, persona.id) }),
          },
        ],
        [
          {
            label: 'Delete this persona',
            icon: <Trash2 />,
            tone: 'danger',
            onSelect: () => {
              remove('persona', persona);
              void navigate({ to: paths.account(companyId, persona.accountId) });
            },
          },
        ],
      ]}
    />
  );
}
