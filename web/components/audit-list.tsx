import type { AuditEntry } from '@blossomer/contract';
import { Badge } from '../ui/badge.tsx';
import { When } from './when.tsx';

const acts: Record<AuditEntry['action'], string> = {
  import: 'Imported',
  'import-dry-run': 'Tried an import',
  'import-refused': 'An import was refused',
  'limit-exceeded': 'Went beyond a limit',
};

/** What was done because of a role. `withPeople`: who did it and for whom, by their ids. */
export function AuditList({
  items,
  withPeople = false,
}: {
  items: readonly AuditEntry[];
  withPeople?: boolean;
}) {
  return (
    <ul aria-label="Acts" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {items.map((entry) => (
        <li key={entry.id} className="px-3 py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone={entry.action === 'import' ? 'blue' : 'neutral'}>{acts[entry.action]}</Badge>
            <span className="text-ink-muted text-sm">
              <When at={entry.at} />
            </span>
          </p>
          {entry.reason ? <p className="mt-1 break-words">{entry.reason}</p> : null}
          {withPeople ? (
            <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-2 text-sm [&_dd]:break-all [&_dd]:font-mono [&_dd]:text-xs [&_dd]:leading-5 [&_dt]:text-ink-muted">
              <dt>By</dt>
              <dd>{entry.adminId}</dd>
              <dt>For</dt>
              <dd>{entry.userId}</dd>
              {entry.importId ? (
                <>
                  <dt>Import</dt>
                  <dd>{entry.importId}</dd>
                </>
              ) : null}
              {entry.requestId ? (
                <>
                  <dt>Request</dt>
                  <dd>{entry.requestId}</dd>
                </>
              ) : null}
            </dl>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
