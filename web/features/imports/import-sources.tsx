import type { ImportView } from '@blossomer/contract';
import { Badge } from '../../ui/badge.tsx';

/** The keys of localStorage that were read, each with the fingerprint of its string. */
export function ImportSources({ sources }: { sources: ImportView['sources'] }) {
  return (
    <section aria-label="Keys" className="flex flex-col gap-3">
      <h2 className="font-semibold text-lg">What was read</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sources.map(({ key, sha256, refused }) => (
          <li key={key} className="flex flex-wrap items-baseline gap-x-3 px-3 py-1.5">
            <code className="min-w-0 break-all font-mono text-sm">{key}</code>
            {refused ? <Badge tone="warning">a secret: only its name is kept</Badge> : null}
            {sha256 ? (
              <span className="break-all font-mono text-ink-faint text-xs">
                SHA-256 {sha256.slice(0, 16)}…
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
