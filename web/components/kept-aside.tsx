import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

/** A part of a screen that is read now and then: closed until it is asked for. */
export function Disclosure({
  title,
  note,
  children,
  className,
}: {
  title: string;
  note?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <details className={classNames('group rounded-lg border border-line', className)}>
      <summary className="flex min-h-control-large list-none items-center gap-2 rounded-lg px-4 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <h2 className="font-semibold">{title}</h2>
        {note ? <span className="text-ink-muted text-sm">{note}</span> : null}
      </summary>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </details>
  );
}

export interface KeptAsideProps {
  data: Record<string, unknown>;
  /** The fields that the screen shows in places of their own. */
  known: readonly string[];
}

/** What an import kept although the document has no field for it: nothing that somebody wrote is out of sight. */
export function KeptAside({ data, known }: KeptAsideProps) {
  const provenance = isObject(data.provenance) ? Object.entries(data.provenance) : [];
  const kept = [
    ...provenance.filter(([name]) => name !== 'recovered'),
    ...Object.entries(data).filter(([name]) => !known.includes(name) && name !== 'provenance'),
  ];
  if (kept.length === 0) return null;
  return (
    <Disclosure title="Kept from the import" note={kept.length === 1 ? '1 value' : `${kept.length} values`}>
      <p className="mb-3 max-w-prose text-ink-muted">
        Values that earlier builds knew and this document has no field for. They stay as they were, and every
        export holds them.
      </p>
      <dl className="grid gap-3">
        {kept.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="break-all font-mono text-ink-muted text-xs">{name}</dt>
            <dd className="mt-0.5 whitespace-pre-wrap break-words">
              {typeof value === 'string' ? value : <Structure value={value} />}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

function Structure({ value }: { value: unknown }) {
  return (
    <code className="block max-h-80 overflow-y-auto rounded-md bg-sunken p-2 font-mono text-xs">
      {JSON.stringify(value, null, 2)}
    </code>
  );
}

/** Said where a document was made again from what other work remembered of it. */
export function RecoveredNote({ data, children }: { data: Record<string, unknown>; children: ReactNode }) {
  if (!isObject(data.provenance) || data.provenance.recovered !== true) return null;
  return (
    <p className="mb-4 max-w-prose rounded-lg bg-warning-soft px-4 py-2.5 text-warning">
      <strong className="font-semibold">Recovered. </strong>
      {children}
    </p>
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
