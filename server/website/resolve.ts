import { Resolver } from 'node:dns/promises';

/** All addresses of a name. Rejects when there are none. */
export type Resolve = (hostname: string) => Promise<string[]>;

/**
 * Asks the name servers itself. The system's own way (`getaddrinfo`) occupies one of four threads that the whole process
 * shares, for as long as somebody's slow name server likes; and it would complete short names to those of this network.
 */
export const resolveByDns: Resolve = async (hostname) => {
  if (/(^|\.)localhost\.?$/i.test(hostname)) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return addresses;
  throw new Unresolved(hostname, answers.some(isTransient));
};

export class Unresolved extends Error {
  override readonly name = 'Unresolved';
  /** The name servers did not answer; it may be there. */
  readonly isTransient: boolean;
  constructor(hostname: string, isTransient: boolean) {
    super(`${hostname} does not resolve`);
    this.isTransient = isTransient;
  }
}

const certain = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

function isTransient(answer: PromiseSettledResult<string[]>): boolean {
  return answer.status === 'rejected' && !certain.has(answer.reason?.code);
}
