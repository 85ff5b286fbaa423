import { entityKinds, type ImportedDocument, type ImportReport } from '@blossomer/contract';
import { Badge, Dot } from '../../ui/badge.tsx';
import { counted, kindWords } from '../kind-words.ts';
import { resultWords } from './words.ts';

type Entities = ImportReport['entities'];
const results = ['created', 'updated', 'unchanged', 'recovered'] as const;

/** How many documents of each kind, and what becomes of them. */
export function ResultCounts({ entities }: { entities: Entities }) {
  const shown = entityKinds.filter((kind) => totalOf(entities, kind) > 0);
  if (shown.length === 0) return <p className="text-ink-muted">No document comes of this.</p>;
  return (
    <dl className="grid gap-2 sm:grid-cols-2">
      {shown.map((kind) => (
        <div key={kind} className="rounded-lg border border-line bg-surface px-3 py-2.5">
          <dt className="flex items-center gap-2 font-medium">
            <Dot tone={kindWords[kind].tone} />
            {counted(totalOf(entities, kind), kindWords[kind])}
          </dt>
          <dd className="mt-1 flex flex-wrap gap-1.5">
            {results
              .filter((result) => entities[kind][result] > 0)
              .map((result) => (
                <Badge key={result} tone={resultWords[result].tone}>
                  {entities[kind][result].toLocaleString('en')} {resultWords[result].word}
                </Badge>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function totalOf(entities: Entities, kind: (typeof entityKinds)[number]): number {
  return results.reduce((sum, result) => sum + entities[kind][result], 0);
}

/** The same of documents that no report counts: those of the playground. */
export function withCounted(
  entities: Entities | undefined,
  documents: readonly ImportedDocument[],
): Entities {
  const none = () => ({ created: 0, updated: 0, unchanged: 0, recovered: 0 });
  const counts: Entities = structuredClone(
    entities ?? { company: none(), account: none(), persona: none(), campaign: none() },
  );
  for (const { kind, result } of documents) counts[kind][result] += 1;
  return counts;
}

/** What the words mean, for those that are used. */
export function ResultLegend({ documents }: { documents: readonly ImportedDocument[] }) {
  const used = results.filter((result) => documents.some((document) => document.result === result));
  return (
    <ul className="flex flex-col gap-1 text-ink-muted text-sm">
      {used.map((result) => (
        <li key={result} className="flex flex-wrap items-baseline gap-x-2">
          <Badge tone={resultWords[result].tone}>{resultWords[result].word}</Badge>
          {resultWords[result].means}
        </li>
      ))}
    </ul>
  );
}
