import { useLocation, useParams } from '@tanstack/react-router';
import { paths } from '../paths.ts';

/** The address to sign in at, from the playground to the same screen of the app. A guest's generation is none there: `instead`. */
export function useSignIn(instead = paths.app.home): string {
  const { href } = useLocation();
  const { generationId }: { generationId?: string } = useParams({ strict: false });
  return paths.signIn(generationId === undefined ? href.replace(/^\/playground/, '/app') : instead);
}
