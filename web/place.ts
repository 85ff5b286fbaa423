import { useParams, useRouteContext } from '@tanstack/react-router';
import { type Place, type PlacePaths, paths } from './paths.ts';

/** What the route of a place gives to every screen below it, beside the session that its layout provides. */
interface PlaceContext {
  place: Place;
}

export interface Here {
  place: Place;
  paths: PlacePaths;
}

/** Where a screen is: in the playground or in the app. Its links stay there. */
export function usePlace(): Here {
  const context: Partial<PlaceContext> = useRouteContext({ strict: false });
  const place = context.place ?? 'playground';
  return { place, paths: paths[place] };
}

type ScreenParam =
  | 'companyId'
  | 'accountId'
  | 'personaId'
  | 'campaignId'
  | 'importId'
  | 'userId'
  | 'generationId';

/** A part of the address that the screen cannot be without. */
export function useScreenParam(name: ScreenParam): string {
  const params: Partial<Record<ScreenParam, string>> = useParams({ strict: false });
  const value = params[name];
  if (value === undefined) throw new Error(`This screen has no ${name} in its address.`);
  return value;
}

/** null on screens that are about none. */
export function useOnScreen(name: ScreenParam): string | null {
  const params: Partial<Record<ScreenParam, string>> = useParams({ strict: false });
  return params[name] ?? null;
}

/** The company on screen, which is the one used everywhere. */
export function useCompanyOnScreen(): string | null {
  return useOnScreen('companyId');
}
