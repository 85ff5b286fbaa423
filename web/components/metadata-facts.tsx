import type { AccountData } from '@blossomer/contract';
import { Disclosure } from './disclosure.tsx';

type Metadata = NonNullable<AccountData['metadata']>;

const sourceWords = {
  user_input: 'what you wrote',
  company_context: 'what is known of the company',
  website_content: 'the website',
} as const;

/** What a generated document says of itself: of accounts and of personas. */
export function MetadataFacts({ metadata = {} }: { metadata: Metadata | undefined }) {
  const { primaryContextSource, sourcesUsed = [], confidenceAssessment = {}, processingNotes } = metadata;
  const {
    overallConfidence,
    dataQuality,
    inferenceLevel,
    recommendedImprovements = [],
  } = confidenceAssessment;
  const facts = [
    ['Mostly from', primaryContextSource && sourceWords[primaryContextSource]],
    ['Confidence', overallConfidence],
    ['Quality of the data', dataQuality],
    ['Guessed', inferenceLevel],
    ['Notes', processingNotes],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  const lists = [
    { title: 'Sources', texts: sourcesUsed },
    { title: 'What would make it better', texts: recommendedImprovements },
  ].filter(({ texts }) => texts.length > 0);
  if (facts.length === 0 && lists.length === 0) return null;
  return (
    <Disclosure title="How this was found out">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([term, words]) => (
          <div key={term} className="contents">
            <dt className="text-ink-muted">{term}</dt>
            <dd className="whitespace-pre-wrap break-words">{words}</dd>
          </div>
        ))}
      </dl>
      <FactLists lists={lists} />
    </Disclosure>
  );
}

export function FactLists({ lists }: { lists: readonly { title: string; texts: readonly string[] }[] }) {
  return (
    <div className="mt-3 grid grid-cols-1 gap-4 empty:hidden sm:grid-cols-2">
      {lists.map(({ title, texts }) => (
        <section key={title} className="min-w-0">
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
  );
}
