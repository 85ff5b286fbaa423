import { Link } from '@tanstack/react-router';
import { usePlace } from '../place.ts';
import { Banner } from '../ui/states.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Where the work on screen lives, or what must not be put there. */
export function WorkspaceBanner({ mode }: { mode: 'stack' | 'development' | null }) {
  const { place } = usePlace();
  const signIn = useSignIn();
  if (mode === 'development') {
    return (
      <Banner label="Development" tone="warning">
        <strong className="font-medium">Development.</strong> Not for real data
        <span className={notOnPhones}>: this server signs in anybody as anybody</span>.
      </Banner>
    );
  }
  if (place === 'app') return null;
  return (
    <Banner
      label="Where your work is"
      actions={
        <Link to={signIn} className="font-medium text-link underline-offset-4 hover:underline">
          Sign in to keep it
        </Link>
      }
    >
      <strong className="font-medium text-ink">Playground.</strong> Your work lives in this browser alone
      <span className={notOnPhones}>, and goes when its data is cleared</span>.
    </Banner>
  );
}

/** Read out everywhere; on a phone the work itself needs the room. */
const notOnPhones = 'max-sm:sr-only';
