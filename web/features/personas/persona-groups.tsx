import type { Persona } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { memo, useMemo, useRef } from 'react';
import { PriorityBadge } from '../../components/priority-badge.tsx';
import { SeniorityBadge } from '../../components/seniority-badge.tsx';
import { columnStyles, useColumns } from '../../components/use-columns.ts';
import { usePlace } from '../../place.ts';
import { Dot } from '../../ui/badge.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import type { AccountGroup } from './use-company-personas.ts';

interface PersonaGroupsProps {
  groups: readonly AccountGroup[];
  companyId: string;
  /** Accounts without a persona are shown too. */
  withEmpty: boolean;
}

/** Account by account; only what is in sight is in the page. */
export function PersonaGroups({ groups, companyId, withEmpty }: PersonaGroupsProps) {
  const { paths } = usePlace();
  const columns = useColumns();
  const lines = useMemo(() => linesOf(groups, columns, withEmpty), [groups, columns, withEmpty]);
  const list = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows({
    count: lines.length,
    container: list,
    estimate: 120,
    gap: 12,
    keyOf: (index) => lines[index]?.key ?? String(index),
  });
  return (
    <div style={{ paddingTop: virtual.before, paddingBottom: virtual.after }}>
      <div ref={list} className="grid grid-cols-1 gap-3">
        {virtual.rows.map(({ index, key }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div key={key} ref={virtual.measure} data-index={index}>
              {line.isFirst ? (
                <AccountHeading name={line.account.name} to={paths.account(companyId, line.account.id)} />
              ) : null}
              {line.personas.length === 0 ? (
                <p className="text-ink-muted text-sm">Nobody yet.</p>
              ) : (
                <ul
                  aria-label={`Personas of ${line.account.name}${line.isFirst ? '' : ', continued'}`}
                  className={columnStyles}
                >
                  {line.personas.map((persona) => (
                    <li key={persona.id} className="min-w-0">
                      <PersonaCard persona={persona} to={paths.persona(companyId, persona.id)} />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function linesOf(groups: readonly AccountGroup[], columns: number, withEmpty: boolean) {
  return groups.flatMap(({ account, personas }) => {
    const count = Math.ceil(personas.length / columns);
    if (count === 0) {
      return withEmpty ? [{ key: account.id, account, personas, isFirst: true }] : [];
    }
    return Array.from({ length: count }, (_, line) => ({
      key: personas[line * columns]?.id ?? account.id,
      account,
      personas: personas.slice(line * columns, (line + 1) * columns),
      isFirst: line === 0,
    }));
  });
}

function AccountHeading({ name, to }: { name: string; to: string }) {
  return (
    <h2 className="flex items-center gap-2 pt-3 pb-2 font-medium">
      <Dot tone="green" />
      <Link to={to} className="min-w-0 break-words underline-offset-4 hover:underline">
        {name}
      </Link>
    </h2>
  );
}

const PersonaCard = memo(function PersonaCard({ persona, to }: { persona: Persona; to: string }) {
  const { description, demographics, buyingSignals } = persona.data;
  return (
    <article className="relative flex h-full flex-col gap-1.5 rounded-lg border border-line bg-surface px-4 py-3 shadow-card hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <h3 className="break-words font-medium leading-6">
        <Link to={to} className="outline-none after:absolute after:inset-0">
          {persona.name}
        </Link>
      </h3>
      <p className="line-clamp-2 text-ink-muted text-sm">{description || 'No description yet'}</p>
      <p className="mt-auto flex flex-wrap items-center gap-1.5 pt-1">
        <SeniorityBadge words={demographics?.seniority} />
        <PriorityBadge signals={buyingSignals} />
        <span className="ml-auto truncate text-ink-faint text-xs">
          {demographics?.buyingRoles?.slice(0, 2).join(', ')}
        </span>
      </p>
    </article>
  );
});
