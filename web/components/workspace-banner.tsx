import { Link, useLocation } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { usePlace } from '../place.ts';
import { Banner } from '../ui/states.tsx';

/** Where the work on screen lives, or what must not be put there. */
export function WorkspaceBanner({ mode }: { mode: 'stack' | 'development' | null }) {
  const { place } = usePlace();
  const { pathname } = useLocation();
  if (mode === 'development') {
    return (
      <Banner label="Development" tone="warning">
        <strong className="font-medium">Development.</strong> This server signs in anybody as anybody: not for
        real data.
      </Banner>
    );
  }
  if (place === 'app') return null;
  return (
    <Banner
      label="Where your work is"
      actions={
        <Link
          to={paths.signIn(pathname.replace(/^\/playground/, '/app'))}
          className="font-medium text-link underline-offset-4 hover:underline"
        >
          Sign in to keep it
        </Link>
      }
    >
      <strong className="font-medium text-ink">Playground.</strong> Your work lives in this browser alone, and
      goes when its data is cleared.
    </Banner>
  );
}
