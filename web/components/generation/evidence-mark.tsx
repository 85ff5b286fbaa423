import type { Evidence, Generation } from '@blossomer/contract';
import { ExternalLink, Lightbulb, Quote } from 'lucide-react';
import { createContext, memo, useContext } from 'react';
import { Popover } from '../../ui/popover.tsx';
import { fieldName } from '../field-names.ts';
import { When } from '../when.tsx';
import { groundsFor } from './evidence.ts';
import { shortAddress } from './titles.ts';

/** The generation that last wrote the document on screen. */
export const LatestContext = createContext<Generation | undefined>(undefined);

interface EvidenceMarkProps {
  pointer: string;
  value: unknown;
  /** Where each field of an item would have one, only those of which something is told. */
  onlyTold?: boolean;
}

/** Beside a field that nobody has edited since it was generated: a fact with its quote, or an inference. Drawn again only when its own text changes. */
export const EvidenceMark = memo(function EvidenceMark({
  pointer,
  value,
  onlyTold = false,
}: EvidenceMarkProps) {
  const generation = useContext(LatestContext);
  const grounds = generation === undefined ? null : groundsFor(generation, pointer, value);
  if (generation === undefined || grounds === null || (onlyTold && grounds.evidence.length === 0))
    return null;
  const { isFact, evidence } = grounds;
  const Icon = isFact ? Quote : Lightbulb;
  return (
    <Popover
      label={isFact ? 'A fact' : 'An inference'}
      align="end"
      className="w-80 text-sm"
      trigger={
        <button
          type="button"
          aria-label={`${isFact ? 'Fact' : 'Inference'}: where “${fieldName(pointer.replaceAll(/\/\d+/g, ''))}” comes from`}
          className="-my-1 inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-md px-1 text-ink-faint text-xs hover:bg-hover hover:text-ink"
        >
          <Icon aria-hidden="true" className="size-3" />
          {isFact ? 'Fact' : 'Inference'}
        </button>
      }
    >
      {isFact ? (
        <Quotes
          evidence={evidence.filter(({ found, quote }) => found && quote !== null)}
          generation={generation}
        />
      ) : (
        <Inference generation={generation} />
      )}
    </Popover>
  );
});

function Quotes({ evidence, generation }: { evidence: readonly Evidence[]; generation: Generation }) {
  return (
    <>
      <h3 className="font-semibold">It stands on the website</h3>
      <ul className="mt-1.5 grid max-h-64 grid-cols-1 gap-3 overflow-y-auto">
        {evidence.map(({ pointer, quote, page }) => (
          <li key={`${pointer} ${quote}`}>
            <blockquote className="border-line-strong border-l-2 pl-2.5 break-words">{`“${quote}”`}</blockquote>
            {page === null ? null : <PageLink page={page} generation={generation} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function PageLink({ page, generation }: { page: string; generation: Generation }) {
  const read = generation.pages.find(({ url }) => url === page);
  const isAddress = /^https?:\/\//i.test(page);
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-muted text-xs">
      {isAddress ? (
        <a
          href={page}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-6 items-center gap-1 break-all text-link underline underline-offset-4"
        >
          {shortAddress(page)}
          <span className="sr-only"> in a new tab</span>
          <ExternalLink aria-hidden="true" className="size-3 shrink-0" />
        </a>
      ) : (
        page
      )}
      {read ? (
        <span>
          read <When at={read.fetchedAt} />
        </span>
      ) : null}
    </p>
  );
}

function Inference({ generation: { model, provider, pages } }: { generation: Generation }) {
  const who = model ?? provider ?? 'The model';
  return (
    <>
      <h3 className="font-semibold">An inference, not a fact</h3>
      <p className="mt-1 text-ink-muted">
        {pages.length === 0
          ? `${who} concluded it from what is written down here.`
          : `${who} concluded it. No sentence of the ${pages.length === 1 ? 'page' : 'pages'} that were read says so.`}
      </p>
    </>
  );
}
