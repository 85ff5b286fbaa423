import { Check } from 'lucide-react';
import { Page } from '../../components/page.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { ClaimStep } from '../../workspace/claim.ts';

const words: Record<ClaimStep, { title: string; means: string }> = {
  sending: {
    title: 'Bringing in what is here',
    means: 'All of it goes in as one, or nothing does. Large work takes a minute.',
  },
  playground: { title: 'Bringing in the playground', means: 'Each document keeps its place.' },
  verifying: {
    title: 'Checking every value',
    means: 'The values are counted again here, and what arrived is compared with what is here.',
  },
};

export function ClaimProgress({ step, withPlayground }: { step: ClaimStep; withPlayground: boolean }) {
  const steps = (['sending', 'playground', 'verifying'] as const).filter(
    (one) => one !== 'playground' || withPlayground,
  );
  const at = steps.indexOf(step);
  return (
    <Page
      title="Bringing your work along"
      description="You may leave this page: it goes on when you come back."
    >
      <ol aria-label="Steps" className="flex max-w-prose flex-col gap-4">
        {steps.map((one, index) => (
          <li
            key={one}
            aria-current={index === at ? 'step' : undefined}
            className={classNames('flex gap-3', index > at && 'opacity-60')}
          >
            <span className="grid size-6 shrink-0 place-items-center">
              {index < at ? <Check aria-hidden="true" className="size-4 text-success" /> : null}
              {index === at ? <Spinner /> : null}
              {index > at ? <span className="size-2 rounded-full bg-line-strong" /> : null}
            </span>
            <span>
              <span className="font-medium">{words[one].title}</span>
              {index < at ? <span className="sr-only"> (done)</span> : null}
              <span className="block text-ink-muted">{words[one].means}</span>
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {words[step].title}
      </p>
    </Page>
  );
}
