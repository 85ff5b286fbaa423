import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field.tsx';
import { controlStyles } from './input.tsx';

interface Choice<Value extends string = string> {
  value: Value;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string>
  extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  value: Value | '';
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  /** Shown while nothing is chosen. */
  placeholder?: string;
}

/** The browser's own list: the right one on every phone, for every keyboard and screen reader. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, choices, placeholder, className, ...others } = useFieldControl(props);
  return (
    <span className={classNames('relative inline-flex w-full', className)}>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
        className={classNames(
          controlStyles,
          'h-control appearance-none truncate pr-8',
          value === '' && 'text-ink-faint',
        )}
        {...others}
      >
        {placeholder === undefined ? null : (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {choices.map((choice) => (
          <option
            key={choice.value}
            value={choice.value}
            disabled={choice.disabled}
            className="bg-raised text-ink"
          >
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
      />
    </span>
  );
}
