import { ProblemError } from '@blossomer/contract';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { nameFault } from './document-header.tsx';

export interface NewDocumentDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** "New account". */
  title: string;
  nameHint: string;
  descriptionHint: string;
  /** Makes it; throws the contract's `ProblemError` where something is not valid. */
  /** Fields above the name. */
  children?: ReactNode;
  onCreate: (document: { name: string; data: { description?: string } }) => void;
}

/** A name is enough to begin; everything else is written where it is shown. */
export function NewDocumentDialog(props: NewDocumentDialogProps) {
  const { open, onOpenChange, title, nameHint, descriptionHint, children, onCreate } = props;
  const formId = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<string>();

  function create(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (nameFault(name) !== undefined) {
      nameInput.current?.focus();
      return;
    }
    try {
      const told = description.trim();
      onCreate({ name: name.trim(), data: told === '' ? {} : { description: told } });
      setName('');
      setDescription('');
      setAsked(false);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRefused(error.problem.detail);
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Create
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={create} noValidate className="grid grid-cols-1 gap-4">
        {children}
        <Field label="Name" required hint={nameHint} error={(asked ? nameFault(name) : undefined) ?? refused}>
          <Input ref={nameInput} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Description" note="optional" hint={descriptionHint}>
          <Textarea
            rows={3}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) create(event);
            }}
          />
        </Field>
      </form>
    </Dialog>
  );
}
