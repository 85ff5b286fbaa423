import { FlaskConical, Trash2 } from 'lucide-react';
import { isSample } from '../sample/ids.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { useSample } from './use-sample.ts';

/** Beside the name of whatever belongs to the example; nothing beside anything else. */
export function SampleBadge({
  of,
  className,
}: {
  of: { id: string; data?: { sample?: unknown } };
  className?: string;
}) {
  if (!isSample(of)) return null;
  return (
    <Badge tone="outline" {...(className === undefined ? {} : { className })}>
      Example
    </Badge>
  );
}

/** One press fills the workspace with the example, or takes it out again. */
export function SampleButton() {
  const { isThere, isFilling, fill, remove } = useSample();
  if (isThere) {
    return (
      <Button onClick={remove}>
        <Trash2 aria-hidden="true" />
        Remove the example
      </Button>
    );
  }
  return (
    <Button busy={isFilling} onClick={() => void fill()}>
      {isFilling ? null : <FlaskConical aria-hidden="true" />}
      Fill with an example
    </Button>
  );
}
