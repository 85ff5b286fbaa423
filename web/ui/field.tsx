import { createContext, type ReactNode, useContext, useId } from 'react';
import { classNames } from './class-names.ts';

interface FieldIds {
  control: string;
  hint: string | undefined;
  error: string | undefined;
  required: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to put it right; undefined or empty: nothing. */
  error?: ReactNode;
  required?: boolean;
  /** Beside the label, such as "optional". */
  note?: ReactNode;
  /** Keeps the label for screen readers alone. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, a control, and what there is to say about it; the control inside finds its ids by itself. */
export function Field({
  label,
  hint,
  error,
  required = false,
  note,
  hideLabel,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const ids = {
    control: `${id}-control`,
    hint: hint ? `${id}-hint` : undefined,
    error: error ? `${id}-error` : undefined,
    required,
  };
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <div className={classNames('flex items-baseline justify-between gap-2', hideLabel && 'sr-only')}>
        <label htmlFor={ids.control} className="font-medium text-sm">
          {label}
        </label>
        {note ? <span className="text-ink-faint text-xs">{note}</span> : null}
      </div>
      <FieldContext value={ids}>{children}</FieldContext>
      {hint ? (
        <p id={ids.hint} className="text-ink-muted text-sm">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={ids.error} role="alert" className="font-medium text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}

interface ControlProps {
  id?: string | undefined;
  required?: boolean | undefined;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined;
}

/** The props of a control, joined with what the field around it knows; outside a field they stay as they are. */
export function useFieldControl<Props extends ControlProps>(props: Props): Props {
  const field = useContext(FieldContext);
  if (!field) return props;
  const described = [props['aria-describedby'], field.error, field.hint].filter(Boolean).join(' ');
  return {
    ...props,
    id: props.id ?? field.control,
    required: props.required ?? field.required,
    'aria-describedby': described || undefined,
    'aria-invalid': props['aria-invalid'] ?? (field.error ? true : undefined),
  };
}
