import type { ReactNode } from 'react';

/** Of the element that the skip link leads to; every layout has one. */
export const mainId = 'content';

export interface PageProps {
  /** Of the document too. */
  title: string;
  /** What is shown as heading where that is more than the title, such as an editor of it. */
  heading?: ReactNode;
  breadcrumbs?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** The frame of a screen: its title in the tab, its one heading, what can be done with all of it. */
export function Page({ title, heading, breadcrumbs, description, actions, children }: PageProps) {
  return (
    <div className="mx-auto w-full max-w-6xl">
      <title>{`${title} - Blossomer GTM`}</title>
      {breadcrumbs ? <div className="mb-2">{breadcrumbs}</div> : null}
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 tabIndex={-1} className="text-2xl">
            {heading ?? title}
          </h1>
          {description ? <p className="mt-1 max-w-prose text-ink-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}
