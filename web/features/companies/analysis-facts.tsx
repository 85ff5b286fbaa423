import type { CompanyData } from '@blossomer/contract';
import { Disclosure } from '../../components/kept-aside.tsx';

type Metadata = NonNullable<CompanyData['metadata']>;

/** What the analysis says of itself: how well it knew, what it assumed, what it could not find. */
export function AnalysisFacts({ metadata = {} }: { metadata: Metadata | undefined }) {
  const { contextQuality, assessmentSummary, sourcesUsed, assumptionsMade, discoveryGaps } = metadata;
  const lists = [
    { title: 'Sources', texts: sourcesUsed },
    { title: 'Assumptions', texts: assumptionsMade },
    { title: 'Not found out', texts: discoveryGaps },
  ].filter(({ texts = [] }) => texts.length > 0);
  if (lists.length === 0 && !contextQuality && !assessmentSummary) return null;
  return (
    <Disclosure
      title="How this was found out"
      {...(contextQuality ? { note: `Quality of the sources: ${contextQuality}` } : {})}
    >
      {assessmentSummary ? <p className="mb-3 max-w-prose whitespace-pre-wrap">{assessmentSummary}</p> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {lists.map(({ title, texts = [] }) => (
          <section key={title}>
            <h3 className="font-medium text-sm">{title}</h3>
            <ul className="mt-1 list-disc pl-4 text-ink-muted marker:text-ink-faint">
              {[...new Set(texts)].map((text) => (
                <li key={text} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Disclosure>
  );
}
