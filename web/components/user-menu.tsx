import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, LogOut, Settings, ShieldUser } from 'lucide-react';
import { useSession } from '../data/use-session.ts';
import { paths } from '../paths.ts';
import { usePerson, useSignedIn } from '../person.ts';
import { Avatar } from '../ui/badge.tsx';
import { DropdownMenu } from '../ui/popover.tsx';
import { meQuery } from './me-query.ts';
import { useSignOut } from './sign-out.tsx';

/** Who is signed in, and the way out. Nothing in the playground. */
export function UserMenu({ leave }: { leave: () => void }) {
  return useSignedIn() === null ? null : <Menu leave={leave} />;
}

function Menu({ leave }: { leave: () => void }) {
  const signedIn = usePerson();
  const session = useSession();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery(signedIn));
  const { ask, dialog } = useSignOut(session, signedIn);
  const { email, name } = signedIn.person;
  const who = email ?? name ?? 'Signed in';
  const go = (to: string) => {
    leave();
    void navigate({ to });
  };
  return (
    <>
      <DropdownMenu
        label="You"
        align="start"
        trigger={
          <button
            type="button"
            className="flex h-control-large w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover"
          >
            <Avatar name={name || who} className="size-6" />
            <span className="min-w-0 flex-1 truncate">
              <span className="sr-only">Signed in as </span>
              {who}
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
          </button>
        }
        groups={[
          [
            { label: 'Settings', icon: <Settings />, onSelect: () => go(paths.app.settings) },
            ...(me?.role === 'admin'
              ? [{ label: 'Administration', icon: <ShieldUser />, onSelect: () => go(paths.app.admin) }]
              : []),
          ],
          [{ label: 'Sign out', icon: <LogOut />, onSelect: ask }],
        ]}
      />
      {dialog}
    </>
  );
}
