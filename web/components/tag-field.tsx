import { memo, type ReactNode } from 'react';
import { Field } from '../ui/field.tsx';
import { TagInput } from '../ui/tag-input.tsx';
import { type ChangeList, useFault, useListAt } from './editing.tsx';
import { EvidenceMark } from './generation/evidence-mark.tsx';

export interface TagFieldProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  suggestions?: readonly string[];
  placeholder?: string;
  className?: string;
}

/** Short texts of the document, as tags; they stay as they were typed. */
export function TagField({ pointer, ...props }: TagFieldProps) {
  return <Tags {...props} {...useListAt<string>(pointer)} fault={useFault(pointer)} pointer={pointer} />;
}

interface TagsProps extends TagFieldProps {
  items: readonly string[];
  change: ChangeList<string>;
  fault: string | undefined;
}

/** Drawn again only when its own tags change. */
const Tags = memo(function Tags(props: TagsProps) {
  const { pointer, items, change, fault, label, hint, suggestions, placeholder, className } = props;
  return (
    <Field
      label={label}
      note={<EvidenceMark pointer={pointer} value={items} />}
      hint={hint}
      error={fault}
      {...(className === undefined ? {} : { className })}
    >
      <TagInput
        value={items}
        onChange={(tags) => change(() => tags)}
        {...(suggestions === undefined ? {} : { suggestions })}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    </Field>
  );
});
