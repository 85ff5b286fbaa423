import type { PersonSummary } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { When } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

export function PersonRow({
  one: { id, email, name, role, createdAt, lastLoginAt, counts },
}: {
  one: PersonSummary;
}) {
  const who = email || name || id;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-3 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="min-w-0 break-all font-medium">{who}</span>
          {role === 'admin' ? <Badge tone="outline">admin</Badge> : null}
          {name && email ? <span className="text-ink-muted text-sm">{name}</span> : null}
        </p>
        <p className="break-all font-mono text-ink-faint text-xs">{id}</p>
      </div>
      <p className="basis-52 text-ink-muted text-sm">
        <span className="tabular-nums">{countsOf(counts)}</span>
        <span className="block text-ink-faint text-xs">
          {lastLoginAt === null ? (
            <>
              added <When at={createdAt} />, never signed in
            </>
          ) : (
            <>
              seen <When at={lastLoginAt} />
            </>
          )}
        </span>
      </p>
      <Button asChild size="small">
        <Link to={paths.app.adminImport(id)} aria-label={`Import for ${who}`}>
          <FileUp aria-hidden="true" />
          Import
        </Link>
      </Button>
    </div>
  );
}

function countsOf(counts: PersonSummary['counts']): string {
  const all = Object.entries(counts).filter(([, count]) => count > 0);
  if (all.length === 0) return 'nothing yet';
  return all
    .map(([kind, count]) => `${count.toLocaleString('en')} ${count === 1 ? single[kind] : kind}`)
    .join(', ');
}

const single: Record<string, string> = {
  companies: 'company',
  accounts: 'account',
  personas: 'persona',
  campaigns: 'campaign',
  imports: 'import',
};
