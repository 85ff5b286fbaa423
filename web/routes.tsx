import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { NotFoundPage } from './components/not-found-page.tsx';
import { PendingPage } from './components/pending-page.tsx';
import { ProblemPage } from './components/problem-page.tsx';
import { RootLayout } from './components/root-layout.tsx';
import { LandingPage } from './features/landing/landing-page.tsx';
import type { Place } from './paths.ts';
import type { OpenPlace } from './sessions.ts';

/** Every screen. What a place has, the playground has too; a screen is loaded when somebody goes there. */
const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage });

const landing = screen(root, '/', LandingPage);
const signIn = screen(
  root,
  '/sign-in',
  lazy(() => import('./features/sign-in/sign-in-page.tsx'), 'SignInPage'),
);
const signInDone = screen(
  root,
  '/sign-in/done',
  lazy(() => import('./features/sign-in/callback-page.tsx'), 'CallbackPage'),
);
/** Every component on one page: not in what goes to production. */
const design =
  import.meta.env.MODE === 'production'
    ? []
    : [
        screen(
          root,
          '/design',
          lazy(() => import('./features/design/design-page.tsx'), 'DesignPage'),
        ),
      ];

const playground = place('playground');
const app = place('app');

const tree = root.addChildren([
  landing,
  signIn,
  signInDone,
  ...design,
  playground.addChildren(screensOf(playground)),
  app.addChildren([...screensOf(app), ...screensOfPeople(app)]),
]);

function place(name: Place) {
  return createRoute({
    getParentRoute: () => root,
    path: `/${name}`,
    beforeLoad: () => ({ place: name }),
    loader: ({ location }) => open(name, location.href),
    staleTime: Number.POSITIVE_INFINITY,
    shouldReload: false,
    component: lazy(() => import('./components/workspace-layout.tsx'), 'WorkspaceLayout'),
    notFoundComponent: NotFoundPage,
  });
}

async function open(name: Place, here: string): Promise<OpenPlace> {
  const { openApp, openPlayground } = await import('./sessions.ts');
  return name === 'playground' ? openPlayground() : openApp(here);
}

/** The same over both workspaces. */
function screensOf(parent: AnyRoute) {
  const company = '/company/$companyId';
  return [
    screen(
      parent,
      '/',
      lazy(() => import('./features/companies/home-page.tsx'), 'HomePage'),
    ),
    screen(
      parent,
      '/new',
      lazy(() => import('./features/companies/new-company-page.tsx'), 'NewCompanyPage'),
    ),
    screen(
      parent,
      company,
      lazy(() => import('./features/companies/company-page.tsx'), 'CompanyPage'),
    ),
    screen(
      parent,
      `${company}/accounts`,
      lazy(() => import('./features/accounts/accounts-page.tsx'), 'AccountsPage'),
    ),
    screen(
      parent,
      `${company}/accounts/$accountId`,
      lazy(() => import('./features/accounts/account-page.tsx'), 'AccountPage'),
    ),
    screen(
      parent,
      `${company}/personas`,
      lazy(() => import('./features/personas/personas-page.tsx'), 'PersonasPage'),
    ),
    screen(
      parent,
      `${company}/personas/compare`,
      lazy(() => import('./features/personas/compare-personas-page.tsx'), 'ComparePersonasPage'),
    ),
    screen(
      parent,
      `${company}/personas/$personaId`,
      lazy(() => import('./features/personas/persona-page.tsx'), 'PersonaPage'),
    ),
    screen(
      parent,
      `${company}/campaigns`,
      lazy(() => import('./features/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
    ),
    screen(
      parent,
      `${company}/campaigns/new`,
      lazy(() => import('./features/campaigns/new-campaign-page.tsx'), 'NewCampaignPage'),
    ),
    screen(
      parent,
      `${company}/campaigns/$campaignId`,
      lazy(() => import('./features/campaigns/campaign-page.tsx'), 'CampaignPage'),
    ),
    screen(
      parent,
      `${company}/map`,
      lazy(() => import('./features/map/map-page.tsx'), 'MapPage'),
    ),
    ...['', company].map((below) =>
      screen(
        parent,
        `${below}/generation/$generationId`,
        lazy(() => import('./features/generation/generation-page.tsx'), 'GenerationPage'),
      ),
    ),
    screen(
      parent,
      '/trash',
      lazy(() => import('./features/trash/trash-page.tsx'), 'TrashPage'),
    ),
    screen(
      parent,
      '/settings',
      lazy(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
    ),
  ];
}

/** Of people with an account. */
function screensOfPeople(parent: AnyRoute) {
  return [
    screen(
      parent,
      '/claim',
      lazy(() => import('./features/imports/claim-page.tsx'), 'ClaimPage'),
    ),
    screen(
      parent,
      '/settings/imports/$importId',
      lazy(() => import('./features/imports/receipt-page.tsx'), 'ReceiptPage'),
    ),
    screen(
      parent,
      '/admin',
      lazy(() => import('./features/admin/admin-page.tsx'), 'AdminPage'),
    ),
    screen(
      parent,
      '/admin/users/$userId/import',
      lazy(() => import('./features/admin/admin-import-page.tsx'), 'AdminImportPage'),
    ),
    screen(
      parent,
      '/admin/audit',
      lazy(() => import('./features/admin/audit-page.tsx'), 'AuditPage'),
    ),
  ];
}

type ScreenComponent = ReturnType<typeof lazy> | (() => React.ReactNode);

function screen(parent: AnyRoute, path: string, component: ScreenComponent) {
  return createRoute({ getParentRoute: () => parent, path, component });
}

function lazy<Name extends string>(load: () => Promise<Record<Name, () => React.ReactNode>>, name: Name) {
  return lazyRouteComponent(load, name);
}

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingMinMs: 300,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** What was typed beside the website on the landing page: too long for an address. */
    context?: string;
    /** Begin to generate at once: this entry of the history is replaced by that of the generation. */
    begin?: true;
    /** Opens the form of a new document, with what a generation had told before it failed; empty: with nothing. */
    draft?: { name?: string; data?: Record<string, unknown> };
  }
}
