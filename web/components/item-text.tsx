import { memo } from 'react';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { useFault } from './editing.tsx';
import { EvidenceMark } from './generation/evidence-mark.tsx';
import { quietText } from './text-field.tsx';

export interface ItemTextProps {
  label: string;
  value: string | undefined;
  onChange: (text: string | undefined) => void;
  /** For what is wrong with it, and where it comes from. */
  pointer: string;
  placeholder?: string;
  hideLabel?: boolean;
  className?: string;
}

/** A text of one item of a list, as `TextField` is one of the document. */
export function ItemText(props: ItemTextProps) {
  return <OpenText {...props} fault={useFault(props.pointer)} />;
}

const OpenText = memo(function OpenText(props: ItemTextProps & { fault: string | undefined }) {
  const {
    label,
    pointer,
    value = '',
    onChange,
    fault,
    placeholder = 'Nothing yet',
    hideLabel = false,
    className,
  } = props;
  return (
    <Field
      label={label}
      note={hideLabel ? undefined : <EvidenceMark pointer={pointer} value={value} onlyTold />}
      error={fault}
      hideLabel={hideLabel}
      className="gap-0.5"
    >
      <Textarea
        rows={1}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        className={`${quietText} ${className ?? ''}`}
      />
    </Field>
  );
});
