import type { ReactNode } from 'react';
import { Disclosure } from './disclosure.tsx';

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
      <dl className="grid grid-cols-1 gap-3">
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
