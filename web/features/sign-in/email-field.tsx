import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';

export interface EmailFieldProps {
  value: string;
  onChange: (email: string) => void;
  error: string | undefined;
  autoComplete: 'username' | 'email';
}

export function EmailField({ value, onChange, error, autoComplete }: EmailFieldProps) {
  return (
    <Field label="E-mail address" required error={error}>
      <Input
        type="email"
        name="email"
        inputMode="email"
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-control-large"
      />
    </Field>
  );
}
