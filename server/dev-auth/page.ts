import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SentCode } from './codes.ts';
import { Email } from './email.ts';
import type { Person } from './people.ts';
import { type Issuer, parse } from './requests.ts';
import { mintTokenOf, type TokenVariant, tokenVariants } from './tokens.ts';

const TokenBody = z.object({
  email: Email,
  name: z.string().max(256).optional(),
  variant: z.enum(tokenVariants).optional(),
});

const security = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** What a developer uses: tokens without a password, on a page and for scripts. The SDK calls none of this. */
export function pageRoutes(scope: FastifyInstance, issuer: Issuer): void {
  const { devAuth, origin, accessTokenSeconds: seconds } = issuer;
  scope.get('/', async (_request, reply) =>
    reply.headers(security).type('text/html; charset=utf-8').send(page(issuer)),
  );
  addAsset(scope, '/page.js', 'page-script.js', 'text/javascript; charset=utf-8');
  addAsset(scope, '/page.css', 'page-style.css', 'text/css; charset=utf-8');
  scope.post('/tokens', async (request, reply) => {
    const { email, name = '', variant = 'normal' } = parse(TokenBody, request.body);
    reply.header('cache-control', 'no-store');
    return mintTokenOf(devAuth, { origin, email, variant, seconds, ...(name && { name }) });
  });
}

function addAsset(scope: FastifyInstance, path: string, file: string, type: string): void {
  scope.get(path, async (_request, reply) => {
    const text = await readFile(new URL(file, import.meta.url), 'utf8');
    return reply.headers(security).type(type).send(text);
  });
}

const variantLabels: Record<TokenVariant, string> = {
  normal: 'Normal: accepted',
  expired: 'Expired an hour ago',
  'not-yet-valid': 'Valid in an hour',
  anonymous: 'Anonymous user',
  restricted: 'Restricted user',
  'foreign-key': 'Signed by an unknown key',
  deleted: 'Of a person it then deletes',
};

function page({ devAuth, origin }: Issuer): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Development sign-in</title>
<link rel="stylesheet" href="/dev-auth/page.css">
<script type="module" src="/dev-auth/page.js"></script>
</head>
<body>
<p class="banner" role="note">Development sign-in - not for real data</p>
<main>
<h1>Development sign-in</h1>
<p>This server signs people in by itself, at <code>${escapeHtml(origin)}/dev-auth</code>, as project
<code>${devAuth.projectId}</code>. Anybody on this machine can become anybody here.</p>
${tokenForm()}
<section id="codes" aria-labelledby="codes-title">
<h2 id="codes-title">One-time codes</h2>
${codesTable(devAuth.codes.open())}
</section>
<section id="people" aria-labelledby="people-title">
<h2 id="people-title">People</h2>
${peopleTable(devAuth.people.list())}
</section>
</main>
</body>
</html>
`;
}

function tokenForm(): string {
  const options = tokenVariants.map(
    (variant) => `<option value="${variant}">${variantLabels[variant]}</option>`,
  );
  return `<section aria-labelledby="token-title">
<h2 id="token-title">Make an access token</h2>
<form id="token-form" method="post" action="/dev-auth/tokens">
<label>E-mail address
<input name="email" type="text" inputmode="email" autocomplete="off" spellcheck="false" required maxlength="254" placeholder="ann@example.test" aria-describedby="email-hint">
</label>
<label>Kind of token
<select name="variant">${options.join('')}</select>
</label>
<button type="submit">Make token</button>
</form>
<p id="email-hint" class="hint">Somebody new is signed up, without a password.</p>
<div id="token-result" hidden>
<label>Access token
<textarea id="token" readonly rows="6" spellcheck="false"></textarea>
</label>
<button id="copy" type="button">Copy</button>
</div>
<p id="status" role="status"></p>
</section>`;
}

function codesTable(codes: SentCode[]): string {
  if (codes.length === 0) return '<p class="hint">No code is waiting to be used.</p>';
  const rows = codes.map(
    ({ email, code, sentAtMillis }) =>
      `<tr><th scope="row">${escapeHtml(email)}</th><td><code class="code">${code}</code></td><td>${time(sentAtMillis)}</td></tr>`,
  );
  return table(['E-mail address', 'Code', 'Sent'], rows);
}

function peopleTable(people: Person[]): string {
  if (people.length === 0) return '<p class="hint">Nobody has signed up yet.</p>';
  const rows = people.map(
    ({ id, email, displayName, signedUpAtMillis }) =>
      `<tr><th scope="row">${escapeHtml(email)}</th><td>${escapeHtml(displayName ?? '')}</td><td><code>${id}</code></td>` +
      `<td>${time(signedUpAtMillis)}</td>` +
      `<td><button type="button" class="quiet" data-email="${escapeHtml(email)}" aria-label="Make a token for ${escapeHtml(email)}">Make token</button></td></tr>`,
  );
  return table(['E-mail address', 'Name', 'User id', 'Signed up', 'Token'], rows);
}

function table(headings: string[], rows: string[]): string {
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function time(millis: number): string {
  const iso = new Date(millis).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
