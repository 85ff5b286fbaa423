import type { Problem } from '@blossomer/contract';
import { CommandError } from './command-error.ts';
import { printable } from './printable.ts';

export const howToGetAToken =
  'A development server gives one with "npm run -s token -- you@example.test"; elsewhere it is the access token of your sign-in.';

export function notOurs(server: string): string {
  return `What answers at ${server} is not Blossomer GTM. Is the address right?`;
}

/** What the server refuses, in its own words, with each place in the request that it names. */
export function explainProblem(
  { status, detail, title, errors, requestId }: Problem,
  server: string,
): CommandError {
  if (status === 401) {
    return new CommandError(`${server} does not accept this token; it may have expired. ${howToGetAToken}`);
  }
  // Only our server names its requests.
  if ((status === 404 || status === 405) && !requestId) return new CommandError(notOurs(server));
  const faults = errors.map(({ in: part, pointer, message }) => `  ${part} ${pointer || '/'}: ${message}`);
  return new CommandError([detail || title, ...faults].map(printable).join('\n'));
}
