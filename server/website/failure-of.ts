import { Unresolved } from './resolve.ts';
import { WebsiteFailure } from './website.ts';

/**
 * Why a request had no answer, as a sentence. Names the host that was asked for and never what it resolved to. Throws what is
 * no fault of the website: nobody should hear that a site is out of reach when we are broken.
 */
export function failureOf(error: unknown, url: URL): WebsiteFailure {
  const found = causes(error).find((cause) => cause instanceof WebsiteFailure);
  if (found instanceof WebsiteFailure) return found;
  if (!isOfNetwork(error)) throw error;
  const [code, sentence] = reasonFor(error);
  return new WebsiteFailure(code, `${url.host} ${sentence}`);
}

/** Whether nobody spoke https there: then, and only then, http is worth a try. */
export function cannotConnect(error: unknown): boolean {
  return causes(error).some((cause) => noConnection.has(codeOf(cause)));
}

const noConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  // Something else than TLS answers.
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
]);

function reasonFor(error: unknown): [WebsiteFailure['code'], string] {
  const all = causes(error);
  const codes = all.map(codeOf);
  const unresolved = all.find((cause) => cause instanceof Unresolved);
  if (unresolved instanceof Unresolved) {
    const detail = unresolved.isTransient
      ? 'could not be looked up: its name servers do not answer. Please try again later.'
      : 'does not exist. Check the spelling of the address.';
    return ['website-unreachable', detail];
  }
  if (codes.some((code) => /CERT|SIGNATURE|ISSUER|ERR_TLS/.test(code))) {
    return ['website-unreachable', 'has no valid certificate, so nobody can say who answers there.'];
  }
  if (codes.includes('Z_DATA_ERROR') || codes.includes('Z_BUF_ERROR')) {
    return ['website-not-a-page', 'sent a page that could not be decompressed.'];
  }
  if (codes.some((code) => code.includes('TIMEOUT') || code === 'ETIMEDOUT') || isTimeout(all)) {
    return ['website-unreachable', 'takes too long to answer. Please try again later.'];
  }
  const isParsed = !all.some((cause) => cause instanceof Error && cause.name === 'HTTPParserError');
  if (!isParsed || codes.includes('UND_ERR_HEADERS_OVERFLOW')) {
    return ['website-unreachable', 'answers with something that is not HTTP.'];
  }
  if (codes.includes('UND_ERR_SOCKET') || codes.includes('ECONNRESET')) {
    return ['website-unreachable', 'broke the connection off. Please try again later.'];
  }
  return ['website-unreachable', 'could not be connected to. Check the address, or try again later.'];
}

function isOfNetwork(error: unknown): boolean {
  const names = new Set(['Unresolved', 'TimeoutError', 'HTTPParserError']);
  return causes(error).some(
    (cause) =>
      cause instanceof Error &&
      (names.has(cause.name) ||
        /^(E[A-Z]+$|UND_ERR_|Z_|ERR_SSL|ERR_TLS|ERR_STREAM|.*CERT|.*ISSUER)/.test(codeOf(cause))),
  );
}

function isTimeout(all: unknown[]): boolean {
  return all.some((cause) => cause instanceof Error && cause.name === 'TimeoutError');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The error and all that it was caused by; of several addresses each has failed with its own. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  const open = [error];
  while (open.length > 0 && found.length < 20) {
    const next = open.shift();
    found.push(next);
    if (next instanceof AggregateError) open.push(...next.errors);
    if (next instanceof Error && next.cause !== undefined) open.push(next.cause);
  }
  return found;
}
