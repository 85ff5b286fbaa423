import { isLoopback, isPublic } from './public-address.ts';
import { WebsiteFailure } from './website.ts';

/** How far the reader may go. Decided for an address and a port together, at the moment of connecting. */
export interface Reach {
  /** Ports of public addresses. */
  ports: ReadonlySet<number>;
  /** Beyond public addresses; null: nothing. */
  also: ((address: string, port: number) => boolean) | null;
}

const websitePorts: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);

export const publicReach: Reach = { ports: websitePorts, also: null };

/** For development and tests: this machine too, on any port. */
export const loopbackReach: Reach = { ports: websitePorts, also: isLoopback };

/** Throws `WebsiteFailure` for an address that nobody may connect to. */
export function checkAddress(address: string, port: number, { ports, also }: Reach): void {
  if (also?.(address, port)) return;
  if (!isPublic(address)) throw notPublic();
  checkPort(port, ports);
}

export function checkPort(port: number, ports: ReadonlySet<number>): void {
  if (ports.has(port)) return;
  const detail = `Port ${port} is not one of a website; ${[...ports].join(', ')} are. Leave it out of the address.`;
  throw new WebsiteFailure('website-not-a-page', detail);
}

/** Names no address: what a name resolves to inside this network is nobody's business outside. */
export function notPublic(): WebsiteFailure {
  const detail =
    'The address leads to this machine or into a private network, where nothing is read. Give the public address of the website.';
  return new WebsiteFailure('website-private', detail);
}
