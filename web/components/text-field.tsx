import { memo, type ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { useText } from './editing.tsx';
import { EvidenceMark } from './generation/evidence-mark.tsx';

export interface TextFieldProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  /** While nothing is there. */
  placeholder?: string;
  /** Where the heading of the card says the same. */
  hideLabel?: boolean;
  rows?: number;
  className?: string;
}

/** A text of the document that looks like text and is always open for writing; each keystroke is kept. */
export function TextField({ pointer, ...props }: TextFieldProps) {
  return <OpenText {...props} {...useText(pointer)} pointer={pointer} />;
}

type OpenTextProps = TextFieldProps & ReturnType<typeof useText>;

/** Drawn again only when its own text changes. */
const OpenText = memo(function OpenText(props: OpenTextProps) {
  const { label, hint, placeholder = 'Nothing yet', hideLabel = false, rows = 1, className } = props;
  const { pointer, value, fault, set } = props;
  return (
    <Field
      label={label}
      note={<EvidenceMark pointer={pointer} value={value} />}
      hint={hint}
      error={fault}
      hideLabel={hideLabel}
      className={classNames('gap-0.5', className)}
    >
      <Textarea
        rows={rows}
        value={value}
        placeholder={placeholder}
        onChange={(event) => set(event.target.value)}
        className={quietText}
      />
    </Field>
  );
});

/** At rest a text like any other; a field when it is pointed at or in use. */
export const quietText =
  '-mx-2 w-[calc(100%+1rem)] resize-none border-transparent bg-transparent px-[calc(0.5rem-1px)] py-1 hover:border-line-strong hover:bg-hover focus:bg-surface min-h-[calc(var(--rows)*1lh+0.5rem)]';
