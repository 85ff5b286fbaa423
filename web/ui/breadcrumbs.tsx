import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

/** The way here; each but the last is a link that the caller makes. */
export function Breadcrumbs({
  links,
  here,
}: {
  links: readonly { key: string; link: ReactNode }[];
  here: ReactNode;
}) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap items-center gap-1 text-ink-muted text-sm [&_a:hover]:text-ink [&_a:hover]:underline">
        {links.map(({ key, link }) => (
          <Fragment key={key}>
            <li className="min-w-0 max-w-56 truncate">{link}</li>
            <li aria-hidden="true">
              <ChevronRight className="size-3.5 text-ink-faint" />
            </li>
          </Fragment>
        ))}
        <li aria-current="page" className="min-w-0 max-w-72 truncate text-ink">
          {here}
        </li>
      </ol>
    </nav>
  );
}
