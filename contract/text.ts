import { z } from 'zod';

/** Text measured in Unicode code points, as PostgreSQL and JSON Schema count it (not UTF-16 units). */
export function text(charactersMin: number, charactersMax: number, of = z.string()) {
  return of
    .refine((value) => characters(value) >= charactersMin && (charactersMin === 0 || value.trim() !== ''), {
      error: charactersMin <= 1 ? 'must not be empty' : `must have at least ${charactersMin} characters`,
    })
    .refine((value) => characters(value) <= charactersMax, {
      error: (issue) =>
        `must have at most ${charactersMax} characters, has ${characters(String(issue.input))}`,
    })
    .meta({ override: { type: 'string', minLength: charactersMin, maxLength: charactersMax } });
}

/** What a list calls its row: 1..200 characters, not only spaces. */
export const Name = text(1, 200).meta({ description: 'What a person calls it, 1 to 200 characters.' });

/** `type` and `status`: an open word, 1..64 characters. */
export const Label = text(1, 64);

export const Id = z.uuid('must be a UUID').toLowerCase().meta({ description: 'A UUID of any version.' });

/** RFC 3339, UTC, microseconds. */
export const Instant = z.iso.datetime('must be an RFC 3339 time in UTC');

/** Empty, or an http(s) address; the scheme may be missing, as people type it. At most 2,048 characters. */
export const Url = z
  .string()
  .refine((value) => characters(value) <= 2048, { error: 'must have at most 2,048 characters' })
  .refine((value) => value === '' || isWebAddress(value), {
    error: 'must be a web address such as https://acme.com',
  })
  .meta({
    description: 'Empty, or an http or https address; the scheme may be missing.',
    override: { type: 'string', maxLength: 2048 },
  });

export function isWebAddress(value: string): boolean {
  if (/[\s\p{Cc}\\]|^[/?#]/u.test(value)) return false;
  if (/^https?:\/\//i.test(value)) return parsed(value) !== null;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(value)) return false;
  const url = parsed(`https://${value}`);
  return url !== null && (/[^.]\.[^.]/.test(url.hostname) || url.hostname === 'localhost');
}

function parsed(value: string): { hostname: string } | null {
  return URL.canParse(value) ? new URL(value) : null;
}

export function characters(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
