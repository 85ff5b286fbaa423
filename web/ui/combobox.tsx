import type { ComponentProps } from 'react';
import { Input } from './input.tsx';
import { SuggestionList, useSuggestions } from './suggestions.tsx';

export interface ComboboxProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly string[];
}

/** A text field that proposes the usual words and takes any other. */
export function Combobox({ value, onChange, suggestions, className, ...props }: ComboboxProps) {
  const list = useSuggestions(suggestions, value, onChange);
  return (
    <span className="relative block">
      <Input
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          list.typing();
        }}
        onKeyDown={(event) => list.onKeyDown(event)}
        onBlur={list.close}
        className={className}
        {...list.inputProps}
        {...props}
      />
      <SuggestionList suggestions={list} />
    </span>
  );
}
