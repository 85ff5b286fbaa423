import { CircleAlert } from 'lucide-react';
import type { IdentityError } from '../../identity/errors.ts';

/** What is about the form as a whole; what is about a field is said beside it. */
export function FormError({ error }: { error: IdentityError | null }) {
  if (error === null || error.field !== null) return null;
  return (
    <p
      role="alert"
      className="flex gap-2 rounded-md border border-danger/30 bg-danger-soft px-3 py-2 text-danger"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {error.message}
    </p>
  );
}
