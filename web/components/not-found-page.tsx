import { Link, useMatch, useRouter } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { Petals } from './brand.tsx';
import { OpenLayout } from './open-layout.tsx';

/** An address without a screen, or of something that is not there (any more, or for this person). */
export function NotFoundPage() {
  const router = useRouter();
  const inApp = useMatch({ from: '/app', shouldThrow: false }) !== undefined;
  const inPlayground = useMatch({ from: '/playground', shouldThrow: false }) !== undefined;
  const home = inApp ? paths.app.home : inPlayground ? paths.playground.home : paths.landing;
  const inside = inApp || inPlayground;
  const message = (
    <div className="mx-auto grid w-full max-w-6xl place-items-start py-12 sm:py-20">
      <title>Not found - Blossomer GTM</title>
      <Petals className="size-9 opacity-60 grayscale" />
      <h1 tabIndex={-1} className="mt-5 text-3xl">
        There is nothing here
      </h1>
      <p className="mt-2 max-w-prose text-ink-muted text-lg">
        The address is mistyped, or what it led to was deleted. Deleted work stays in the trash, from where it
        can be restored.
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <Link to={home}>{inside ? 'To your companies' : 'To the start'}</Link>
        </Button>
        {inside ? (
          <Button asChild>
            <Link to={inApp ? paths.app.trash : paths.playground.trash}>Open the trash</Link>
          </Button>
        ) : null}
        <Button variant="quiet" onClick={() => router.history.back()}>
          Go back
        </Button>
      </div>
    </div>
  );
  return inside ? message : <OpenLayout>{message}</OpenLayout>;
}
