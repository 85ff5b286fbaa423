import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';

/** When the browser keeps its clipboard to itself: the text, selected, for the person's own keys. */
export function CopyByHand({ text, close }: { text: string | null; close: () => void }) {
  return (
    <Dialog
      open={text !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title="Copy it by hand"
      description="This browser does not let the page write to the clipboard. The text is selected: copy it with the keyboard or a long press."
      footer={<Button onClick={close}>Close</Button>}
    >
      <Field label="Text to copy">
        <Textarea readOnly rows={6} value={text ?? ''} onFocus={(event) => event.currentTarget.select()} />
      </Field>
    </Dialog>
  );
}
