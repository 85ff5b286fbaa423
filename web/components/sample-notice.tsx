import { FlaskConical } from 'lucide-react';
import { useCompanyOnScreen } from '../place.ts';
import { sampleIds } from '../sample/ids.ts';
import { Button } from '../ui/button.tsx';
import { useSample } from './use-sample.ts';

/** On every screen of the example: that it is one, and the way to be rid of it. */
export function SampleNotice() {
  return useCompanyOnScreen() === sampleIds.company ? <Notice /> : null;
}

function Notice() {
  const { isThere, remove } = useSample();
  if (!isThere) return null;
  return (
    <section
      aria-label="This is an example"
      className="mx-auto mb-4 flex w-full max-w-6xl flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-line border-dashed px-3 sm:gap-x-3 py-1.5 text-ink-muted text-sm"
    >
      <FlaskConical aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-24 sm:basis-60">
        <strong className="font-medium text-ink">Example.</strong> All of it is invented.
        <span className="max-sm:sr-only"> Change what you like.</span>
      </p>
      <Button size="small" variant="quiet" onClick={remove}>
        Remove the example
      </Button>
    </section>
  );
}
