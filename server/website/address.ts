import { isPrivateName, literalAddress } from './public-address.ts';
import { checkAddress, checkPort, notPublic, type Reach } from './reach.ts';
import { WebsiteFailure } from './website.ts';

const charactersMax = 2048;

/**
 * What a person typed as addresses to try, the best first: without a scheme https comes before http. Throws `WebsiteFailure`
 * with a sentence for what is no address of a website.
 */
export function addressesOf(typed: string, reach: Reach): URL[] {
  const text = typed.trim();
  if (text === '') throw notAPage('There is no address. Type one such as acme.com.');
  if (text.length > charactersMax) {
    throw notAPage(`The address is longer than ${charactersMax} characters. Type the one of the home page.`);
  }
  const scheme = schemeOf(text);
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') {
    throw notAPage(`Only http and https addresses can be read, not ${scheme}.`);
  }
  if (scheme !== null) return [checkedUrl(text, reach)];
  const bare = text.replace(/^[/\\]+/, '');
  return ['https', 'http'].map((known) => checkedUrl(`${known}://${bare}`, reach));
}

/** Where a link or a redirect leads from `base`. Throws `WebsiteFailure` for what may not be read. */
export function checkedUrl(address: string, reach: Reach, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) {
    throw notAPage(`“${shown(address)}” is not the address of a website. Type one such as acme.com.`);
  }
  const url = new URL(address, base);
  url.hash = '';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw notAPage(`Only http and https addresses can be read, not ${url.protocol.slice(0, -1)}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw notAPage('The address contains a user name or password. Leave out everything before the @.');
  }
  checkHost(url, reach);
  return url;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function checkHost(url: URL, reach: Reach): void {
  const literal = literalAddress(url.hostname);
  if (literal !== null) checkAddress(literal, portOf(url), reach);
  // Where more than public addresses is allowed, what a name stands for is known when it is connected to.
  if (literal !== null || reach.also) return;
  if (isPrivateName(url.hostname)) throw notPublic();
  if (!/[^.]\.[^.]/.test(url.hostname)) {
    throw notAPage(`“${shown(url.hostname)}” is not the whole name of a website. Type one such as acme.com.`);
  }
  checkPort(portOf(url), reach.ports);
}

/** null: none was typed. `acme.com:8080` and `localhost:3000` have a port, not a scheme. */
function schemeOf(text: string): string | null {
  const found = /^([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:[/?#]|$))/i.exec(text)?.[1]?.toLowerCase();
  if (found === undefined) return null;
  // A colon of `user:password@host` is no scheme either, and what is said of it is another sentence.
  const isScheme = text.slice(found.length + 1).startsWith('//') || !/^[^/?#]*@/.test(text);
  return isScheme || found === 'http' || found === 'https' ? found : null;
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function notAPage(detail: string): WebsiteFailure {
  return new WebsiteFailure('website-not-a-page', detail);
}
