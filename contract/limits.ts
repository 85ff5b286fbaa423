/**
 * What a request counts as. Each class has windows of its own (README, "Settings"): a person has them per account,
 * whoever asks without signing in per address.
 */
export const limitClasses = [
  'none',
  'guest',
  'read',
  'write',
  'import',
  'generate-company',
  'generate-account',
  'generate-persona',
  'generate-campaign',
  'generate-guest',
] as const;
export type LimitClass = (typeof limitClasses)[number];

/** What costs too much to go on while nothing can be counted: it waits, where reading and writing go on. */
export function mustBeCounted(limit: LimitClass): boolean {
  return limit === 'import' || limit.startsWith('generate-');
}
