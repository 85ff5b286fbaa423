import type { ReactNode } from 'react';

/** A question with the choices that answer it. How many stand side by side follows from its own width. */
export function Choices(props: { title: string; hint?: ReactNode; children: ReactNode }) {
  const { title, hint, children } = props;
  return (
    <section aria-label={title} className="@container grid grid-cols-1 gap-2.5">
      <div>
        <h3 className="font-medium">{title}</h3>
        {hint ? <p className="text-ink-muted text-sm">{hint}</p> : null}
      </div>
      {children}
    </section>
  );
}
