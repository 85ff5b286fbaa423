import { useState } from 'react';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';

export interface WordSelectProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** The usual words to choose from, and a field for any other. */
export function WordSelect({ label, value, choices, onChange, error }: WordSelectProps) {
  const [isWriting, setIsWriting] = useState(false);
  const isUsual = choices.some((choice) => choice.value === value);
  const all = isUsual ? choices : [...choices, { value, label: value }];
  if (isWriting) {
    return (
      <Field label={label} error={error ? `This ${error}.` : undefined}>
        <Input
          value={value}
          ref={focusOnce}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && error === undefined) setIsWriting(false);
          }}
          onBlur={() => setIsWriting(error !== undefined)}
        />
      </Field>
    );
  }
  return (
    <Field label={label} error={error ? `This ${error}.` : undefined}>
      <Select
        value={value}
        onChange={(chosen) => (chosen === another ? setIsWriting(true) : onChange(chosen))}
        choices={[...all, { value: another, label: 'Another word…' }]}
      />
    </Field>
  );
}

/** A value that no type or status has: nobody types a control character. */
const another = '\u0001';

function focusOnce(element: HTMLInputElement | null) {
  if (element === null || element === document.activeElement) return;
  element.focus();
  element.select();
}
