import type { Finding } from '@blossomer/contract';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

/** What a person should know about an import, in sentences; those that say the same stand together. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const [all, setAll] = useState(false);
  if (findings.length === 0) return <p className="text-ink-muted">Nothing unusual was found.</p>;
  const groups = grouped(findings);
  const shown = all ? groups : groups.slice(0, shownMax);
  return (
    <>
      <ul
        aria-label="Findings"
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {shown.map(({ message, count, keys }) => (
          <li key={message} className="px-3 py-2">
            <p className="max-w-prose break-words">
              {message}
              {count > 1 ? <span className="text-ink-muted"> ({count} times)</span> : null}
            </p>
            {keys.length > 0 ? (
              <p className="break-all font-mono text-ink-faint text-xs">{keys.slice(0, 3).join(', ')}</p>
            ) : null}
          </li>
        ))}
      </ul>
      {groups.length > shown.length ? (
        <Button variant="link" className="mt-2" onClick={() => setAll(true)}>
          Show all {groups.length}
        </Button>
      ) : null}
    </>
  );
}

const shownMax = 8;

function grouped(findings: readonly Finding[]) {
  const groups = new Map<string, { message: string; count: number; keys: string[] }>();
  for (const { message, key } of findings) {
    const group = groups.get(message) ?? { message, count: 0, keys: [] };
    group.count += 1;
    if (key !== undefined && !group.keys.includes(key)) group.keys.push(key);
    groups.set(message, group);
  }
  return [...groups.values()];
}
