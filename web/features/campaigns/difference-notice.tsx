import { Split } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { showDone } from '../../ui/toast.tsx';
import type { ChangeData, Mode } from './campaign-editor.tsx';
import { followParts, followText } from './letter.ts';

/** Parts and text say different things: what that means, and the two ways to end it. */
export function DifferenceNotice(props: {
  mode: Mode;
  setMode: (mode: Mode) => void;
  changeData: ChangeData;
}) {
  const { mode, setMode, changeData } = props;
  const other: Mode = mode === 'parts' ? 'text' : 'parts';
  return (
    <section
      aria-label="Text and parts differ"
      className="flex gap-3 border-line border-b bg-warning-soft px-4 py-3"
    >
      <Split aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
      <div className="min-w-0">
        <p>
          <strong className="font-medium">The text was edited by hand, and the parts did not follow.</strong>{' '}
          Both are kept. Copies and downloads use the text.
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button
            size="small"
            onClick={() => {
              changeData(followText);
              showDone('The text was cut into parts', keptWords);
            }}
          >
            Cut the text into parts
          </Button>
          <Button
            size="small"
            onClick={() => {
              changeData(followParts);
              showDone('The parts are the text now', keptWords);
            }}
          >
            Use the parts as text
          </Button>
          <Button size="small" variant="quiet" onClick={() => setMode(other)}>
            {other === 'text' ? 'Show the text' : 'Show the parts'}
          </Button>
        </div>
      </div>
    </section>
  );
}

const keptWords = 'What it replaced is under Kept texts.';
