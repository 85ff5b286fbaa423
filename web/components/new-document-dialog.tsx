import { ProblemError } from '@blossomer/contract';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Textarea } from '../ui/input.tsx';
import { nameFault } from './document-header.tsx';
import { type KnownText, KnownTexts } from './generation/known-texts.tsx';

export interface NewDocumentDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** "New account". */
  title: string;
  nameHint: string;
  descriptionHint: string;
  /** Fields above the name. */
  children?: ReactNode;
  /** What is written down elsewhere and may be taken over. */
  known?: readonly KnownText[];
  /** What there is already; of its data the description is shown, the rest comes along. */
  draft?: { name?: string; data?: Record<string, unknown> } | undefined;
  /** Below the fields. */
  note?: ReactNode;
  /** Makes it; throws the contract's `ProblemError` where something is not valid. */
  onCreate: (document: { name: string; data: { description?: string } }) => void;
}

/** A name is enough to begin; everything else is written where it is shown. */
export function NewDocumentDialog(props: NewDocumentDialogProps) {
  const { open, onOpenChange, title, nameHint, descriptionHint, children, known = [], draft, note } = props;
  const { onCreate } = props;
  const formId = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(draft?.name ?? '');
  const [description, setDescription] = useState(descriptionOf(draft));
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
      onCreate({
        name: name.trim(),
        data: { ...restOf(draft), ...(told === '' ? {} : { description: told }) },
      });
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
        <KnownTexts
          texts={known}
          take={(text) => setDescription((now) => (now.trim() === '' ? text : `${now.trimEnd()}\n${text}`))}
        />
        {note}
      </form>
    </Dialog>
  );
}

type Draft = NewDocumentDialogProps['draft'];

function descriptionOf(draft: Draft): string {
  const description = draft?.data?.description;
  return typeof description === 'string' ? description : '';
}

function restOf(draft: Draft): Record<string, unknown> {
  const { description: _shown, ...rest } = draft?.data ?? {};
  return rest;
}
