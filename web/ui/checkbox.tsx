import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive, Switch as SwitchPrimitive } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface ToggleProps {
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
}

export interface CheckboxProps extends ToggleProps {
  checked: boolean | 'indeterminate';
  onChange: (checked: boolean) => void;
}

export function Checkbox({ checked, onChange, disabled = false, ...words }: CheckboxProps) {
  const id = useId();
  return (
    <Labelled id={id} disabled={disabled} {...words}>
      <Primitive.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled}
        aria-describedby={words.hint ? `${id}-hint` : undefined}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-control bg-surface data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary pointer-coarse:size-5"
      >
        <Primitive.Indicator className="text-on-primary [&_svg]:size-3">
          {checked === 'indeterminate' ? <Minus strokeWidth={3} /> : <Check strokeWidth={3} />}
        </Primitive.Indicator>
      </Primitive.Root>
    </Labelled>
  );
}

export interface SwitchProps extends ToggleProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** For what takes effect at once; a choice that waits for a button is a checkbox. */
export function Switch({ checked, onChange, disabled = false, ...words }: SwitchProps) {
  const id = useId();
  return (
    <Labelled id={id} disabled={disabled} {...words}>
      <SwitchPrimitive.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={words.hint ? `${id}-hint` : undefined}
        className="mt-px inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-control bg-sunken p-0.5 transition-colors data-[state=checked]:border-primary data-[state=checked]:bg-primary"
      >
        <SwitchPrimitive.Thumb className="size-3 rounded-full bg-ink-faint transition-transform data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-on-primary" />
      </SwitchPrimitive.Root>
    </Labelled>
  );
}

function Labelled({
  id,
  label,
  hint,
  disabled,
  className,
  children,
}: ToggleProps & { id: string; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'flex items-start gap-2.5 pointer-coarse:py-2',
        disabled && 'opacity-60',
        className,
      )}
    >
      {children}
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
