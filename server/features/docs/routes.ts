import { problemCodes, problems } from '@blossomer/contract';
import { openApiDocument } from '@blossomer/contract/openapi';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { version } from '../../version.ts';

/** What describes the API: the OpenAPI document, a page to read and try it, and what each problem means. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  const document = openApiDocument(version);
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { tryItOutEnabled: true },
    theme: { title: 'Blossomer GTM API' },
    logo,
  });
  const text = JSON.stringify(document);
  app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
  const page = problemsPage();
  app.get('/problems', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}

const logo = {
  type: 'image/svg+xml',
  content: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="0" y="27" fill="#fff"
    font-family="system-ui, sans-serif" font-size="22" font-weight="600">Blossomer GTM</text></svg>`,
};

function problemsPage(): string {
  const rows = problemCodes.map(
    (code) =>
      `<dt id="${code}"><code>${code}</code> (${problems[code].status})</dt><dd>${problems[code].title}.</dd>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Problems - Blossomer GTM</title><h1>Problems</h1>
<p>The <code>type</code> of a problem points here; <code>detail</code> and <code>errors</code> say what happened.</p>
<dl>${rows.join('')}</dl></html>`;
}
