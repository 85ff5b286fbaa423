import type { ReactNode } from 'react';
import { Badge, Dot } from '../../ui/badge.tsx';

/** What one gets, shown by an invented example rather than told. */
export function Documents() {
  return (
    <section aria-labelledby="documents" className="border-line border-t pt-14 pb-6 sm:pt-20">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 id="documents" className="text-3xl">
          Four documents, each made from the one before
        </h2>
        <p className="text-ink-faint text-sm">Excerpts of an invented example, Tallyhost</p>
      </div>
      <ol className="mt-8 sm:mt-12">
        <Chapter
          tone="blue"
          name="Company"
          text="What you sell, to whom, and why you rather than the next one. With the objections you will hear, so that you hear them here first."
        >
          <Line name="Key market belief">
            Cloud bills grow because whoever can switch a machine off never sees what it costs.
          </Line>
          <Line name="Likely objection">“We already have a dashboard for that.”</Line>
          <Line name="Still to find out">Who signs for it: engineering or finance?</Line>
        </Chapter>
        <Chapter
          tone="green"
          name="Account"
          text="The kind of company worth calling: filters to paste into a prospecting tool, and signals that somebody can really detect."
        >
          <Line name="Filters">
            <span className="flex flex-wrap gap-1">
              {['Software', '80 to 400 people', 'Series A to C', 'Runs on AWS'].map((filter) => (
                <Badge key={filter}>{filter}</Badge>
              ))}
            </span>
          </Line>
          <Line name="Buying signals">
            <ul className="flex flex-col gap-1">
              <Signal priority="High">Hires its first platform engineer</Signal>
              <Signal priority="Medium">Moves its pricing to pay-as-you-go</Signal>
            </ul>
          </Line>
        </Chapter>
        <Chapter
          tone="purple"
          name="Persona"
          text="The person inside who decides: what they are measured by, what they do today, how they buy, what makes them say no."
        >
          <Line name="Head of Platform">Technical buyer, champion</Line>
          <Line name="Pain point">Two days each quarter to explain the bill, and no time to shrink it.</Line>
          <Line name="Goal">A cost per customer that the board stops asking about.</Line>
        </Chapter>
        <Chapter
          tone="orange"
          name="Campaign"
          text="The e-mail, cut into labelled parts. Move a part, rewrite it, or write straight through and copy it as text or HTML."
        >
          <Line name="Subject">your AWS bill, line 14</Line>
          <Line name="Opening">Saw that you are hiring your first platform engineer.</Line>
          <Line name="Pain point">
            Most teams your size spend that hire’s first month explaining the bill.
          </Line>
          <Line name="Call to action">Is that on your list this quarter?</Line>
        </Chapter>
      </ol>
    </section>
  );
}

interface ChapterProps {
  tone: 'blue' | 'green' | 'purple' | 'orange';
  name: string;
  text: string;
  children: ReactNode;
}

function Chapter({ tone, name, text, children }: ChapterProps) {
  return (
    <li className="grid gap-x-12 gap-y-5 border-line py-8 not-first:border-t first:pt-0 md:grid-cols-[1fr_1.35fr] md:py-10">
      <div>
        <h3 className="flex items-center gap-2.5 text-2xl">
          <Dot tone={tone} />
          {name}
        </h3>
        <p className="mt-2 max-w-md text-ink-muted text-lg">{text}</p>
      </div>
      <dl className="grid content-start gap-x-5 gap-y-3 self-start rounded-lg border border-line bg-surface px-5 py-4 shadow-card sm:grid-cols-[9rem_1fr]">
        {children}
      </dl>
    </li>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-faint text-sm leading-[1.3125rem] max-sm:-mb-2.5">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Signal({ priority, children }: { priority: 'High' | 'Medium'; children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-x-2">
      <Badge tone={priority === 'High' ? 'green' : 'outline'}>{priority}</Badge>
      {children}
    </li>
  );
}
