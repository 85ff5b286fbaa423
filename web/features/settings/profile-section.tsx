import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { meQuery } from '../../components/me-query.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { useSignOut } from '../../components/sign-out.tsx';
import { exactTime } from '../../components/when.tsx';
import { useSession } from '../../data/use-session.ts';
import { usePerson } from '../../person.ts';
import { Avatar, Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/states.tsx';

/** Who is signed in. Name and address belong to the sign-in; here they are only shown. */
export function ProfileSection() {
  const signedIn = usePerson();
  const session = useSession();
  const { data: me } = useQuery(meQuery(signedIn));
  const { ask, dialog, busy } = useSignOut(session, signedIn);
  const { email, name } = signedIn.person;
  const who = name || email || 'You';
  return (
    <SettingsSection
      id="profile"
      title="Profile"
      actions={
        <Button busy={busy} onClick={ask}>
          <LogOut aria-hidden="true" />
          Sign out
        </Button>
      }
    >
      <div className="flex items-center gap-3">
        <Avatar name={who} className="size-10 text-base" />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <span className="min-w-0 break-all">{who}</span>
            {me?.role === 'admin' ? <Badge tone="outline">admin</Badge> : null}
          </p>
          {name && email ? <p className="break-all text-ink-muted">{email}</p> : null}
          {me ? (
            <p className="text-ink-muted text-sm">Here since {exactTime(me.createdAt)}</p>
          ) : (
            <Skeleton className="mt-1 h-4 w-40" />
          )}
        </div>
      </div>
      {dialog}
    </SettingsSection>
  );
}
