import type { Account } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, FolderInput, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useDelete } from '../../components/use-delete.ts';
import { usePlace } from '../../place.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { MoveAccountDialog } from './move-account-dialog.tsx';

export function AccountMenu({ account }: { account: Account }) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const remove = useDelete();
  const [moving, setMoving] = useState(false);
  return (
    <>
      <DropdownMenu
        label="More to do with this account"
        trigger={<IconButton label="More" icon={<Ellipsis />} variant="secondary" />}
        groups={[
          [{ label: 'Move to another company', icon: <FolderInput />, onSelect: () => setMoving(true) }],
          [
            {
              label: 'Delete this account',
              icon: <Trash2 />,
              tone: 'danger',
              onSelect: () => {
                remove('account', account);
                void navigate({ to: paths.accounts(account.companyId) });
              },
            },
          ],
        ]}
      />
      <MoveAccountDialog account={account} open={moving} onOpenChange={setMoving} />
    </>
  );
}
