import { RadioGroup as Primitive } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface RadioChoice<Value extends string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps<Value extends string> {
  label: string;
  value: Value | null;
  onChange: (value: Value) => void;
  choices: readonly RadioChoice<Value>[];
  className?: string;
}

/** A few choices that deserve a sentence each. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, onChange, choices, className } = props;
  return (
    <Primitive.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={classNames('grid gap-2', className)}
    >
      {choices.map((choice) => (
        <RadioCard key={choice.value} {...choice} />
      ))}
    </Primitive.Root>
  );
}

function RadioCard<Value extends string>({ value, label, hint, disabled = false }: RadioChoice<Value>) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex items-start gap-2.5 rounded-md border border-line bg-surface px-3 py-2.5 transition-colors hover:bg-hover has-data-[state=checked]:border-primary has-disabled:opacity-60"
    >
      <Primitive.Item
        id={id}
        value={value}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface data-[state=checked]:border-primary"
      >
        <Primitive.Indicator className="size-2 rounded-full bg-primary" />
      </Primitive.Item>
      <span className="min-w-0">
        <span id={`${id}-label`} className="block font-medium">
          {label}
        </span>
        {hint ? (
          <span id={`${id}-hint`} className="block text-ink-muted text-sm">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
