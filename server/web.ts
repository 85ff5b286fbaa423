import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PublicIdentity } from './features/system/routes.ts';

/** In the repository and in the production build alike: beside this folder. */
export const webFolder = join(import.meta.dirname, '..', 'web', 'dist');

export function hasWebApp(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** First segments of the addresses that the app has screens for; web/paths.ts makes no others. */
const screens = ['app', 'playground', 'sign-in'];
/** What a development build has beside them. */
const screensOfDevelopment = ['design'];

export interface WebApp {
  serve(app: FastifyInstance): Promise<void>;
  /** A navigation to an address that nothing serves; null: no such navigation. */
  answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply | null;
}

/**
 * The web app: its files, and its page under every address of a screen. A navigation to any other address gets the page
 * too, which says that there is nothing there, with 404; whatever is not a navigation keeps the problem.
 */
export function webApp(folder: string, identity: PublicIdentity): WebApp {
  const policy = contentSecurityPolicy(identity);
  const page = (reply: FastifyReply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .sendFile('index.html', folder, { cacheControl: false });
  return {
    serve: async (app) => {
      await serveFiles(app, folder);
      app.get('/', (_request, reply) => page(reply));
      const served = identity.mode === 'development' ? [...screens, ...screensOfDevelopment] : screens;
      for (const screen of served) {
        app.get(`/${screen}`, (_request, reply) => page(reply));
        app.get(`/${screen}/*`, (_request, reply) => page(reply));
      }
    },
    answerUnknown: (request, reply) => {
      const [path = ''] = request.url.split('?');
      const isNavigation = request.method === 'GET' && request.headers.accept?.includes('text/html');
      return isNavigation && !notScreens.test(path) ? page(reply.code(404)) : null;
    },
  };
}

async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  for (const file of filesBeside(folder)) {
    app.get(`/${file}`, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false }),
    );
  }
}

const notScreens = /^\/(api|docs|health|ready|openapi\.json|problems|metrics|assets)(\/|$)/;

/** Under fixed names, such as the icon. */
function filesBeside(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|^index\.html|\.(br|gz)$/.test(entry.name))
    .map(({ name }) => name);
}

/** No inline script or style anywhere: what a document says can never run, whoever wrote it. */
function contentSecurityPolicy({ mode, baseUrl }: PublicIdentity): string {
  const identityHost = mode === 'stack' && baseUrl !== '' ? ` ${new URL(baseUrl).origin}` : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${identityHost}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
