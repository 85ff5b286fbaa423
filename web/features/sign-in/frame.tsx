import type { ReactNode } from 'react';
import { OpenLayout } from '../../components/open-layout.tsx';

/** A narrow column in the middle: one thing to do. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <OpenLayout>
      <div className="mx-auto w-full max-w-sm py-8 sm:py-14">
        <title>{`${title} - Blossomer GTM`}</title>
        <h1 tabIndex={-1} className="mb-1.5 text-3xl">
          {title}
        </h1>
        {children}
      </div>
    </OpenLayout>
  );
}
