import type { CompanyData } from '@blossomer/contract';
import { Disclosure } from '../../components/disclosure.tsx';
import { FactLists } from '../../components/metadata-facts.tsx';

type Metadata = NonNullable<CompanyData['metadata']>;

/** What the analysis says of itself: how well it knew, what it assumed, what it could not find. */
export function AnalysisFacts({ metadata = {} }: { metadata: Metadata | undefined }) {
  const { contextQuality, assessmentSummary, sourcesUsed, assumptionsMade, discoveryGaps } = metadata;
  const lists = [
    { title: 'Sources', texts: sourcesUsed ?? [] },
    { title: 'Assumptions', texts: assumptionsMade ?? [] },
    { title: 'Not found out', texts: discoveryGaps ?? [] },
  ].filter(({ texts }) => texts.length > 0);
  if (lists.length === 0 && !contextQuality && !assessmentSummary) return null;
  return (
    <Disclosure
      title="How this was found out"
      {...(contextQuality ? { note: `Quality of the sources: ${contextQuality}` } : {})}
    >
      {assessmentSummary ? <p className="mb-3 max-w-prose whitespace-pre-wrap">{assessmentSummary}</p> : null}
      <FactLists lists={lists} />
    </Disclosure>
  );
}
