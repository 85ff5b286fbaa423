import type { ReactNode } from 'react';
import { Field } from '../ui/field.tsx';
import { TagInput } from '../ui/tag-input.tsx';
import { useFault, useListAt } from './editing.tsx';

export interface TagFieldProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  suggestions?: readonly string[];
  placeholder?: string;
  className?: string;
}

/** Short texts of the document, as tags; they stay as they were typed. */
export function TagField({ pointer, label, hint, suggestions, placeholder, className }: TagFieldProps) {
  const { items, change } = useListAt<string>(pointer);
  return (
    <Field
      label={label}
      hint={hint}
      error={useFault(pointer)}
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
}
