import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, type FieldProps } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';

export interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  hint?: FieldProps['hint'];
  error?: FieldProps['error'];
}

/** Shown on request: a password that is seen is mistyped less. */
export function PasswordField({ hint, error, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label="Password" required hint={hint} error={error} className="relative">
      <Input
        {...input}
        type={shown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        className="h-control-large"
      />
      <Button
        variant="quiet"
        size="small"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute -top-1 -right-2 font-normal"
      >
        {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        {shown ? 'Hide password' : 'Show password'}
      </Button>
    </Field>
  );
}
