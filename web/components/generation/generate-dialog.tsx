import { Sparkles } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Textarea } from '../../ui/input.tsx';
import { StartFailure } from './start-failure.tsx';

export interface GenerateDialogProps {
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** What the hypothesis is about, as an example. */
  placeholder?: string;
  /** What was believed the last time. */
  hypothesis?: string;
  /** Fields above the hypothesis. */
  children?: ReactNode;
  onward?: string;
  isBusy: boolean;
  error: Error | null;
  onGenerate: (hypothesis: string | undefined) => void;
}

/** Asks for what the person already believes: it comes before everything else that is known. */
export function GenerateDialog(props: GenerateDialogProps) {
  const { onOpenChange, title, description, placeholder, children, onward = 'Generate' } = props;
  const { isBusy, error, onGenerate } = props;
  const formId = useId();
  const [hypothesis, setHypothesis] = useState(props.hypothesis ?? '');
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={isBusy}>
            <Sparkles aria-hidden="true" />
            {onward}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const told = hypothesis.trim();
          if (!isBusy) onGenerate(told === '' ? undefined : told);
        }}
      >
        {error ? <StartFailure error={error} /> : null}
        {children}
        <Field
          label="Your hypothesis"
          note="optional"
          hint="What you believe already comes before everything else."
        >
          <Textarea
            rows={4}
            maxLength={4000}
            placeholder={placeholder}
            value={hypothesis}
            onChange={(event) => setHypothesis(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
