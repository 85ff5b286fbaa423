import { z } from 'zod';

/** One `@`, no spaces, control or invisible characters, at most 254 characters (RFC 5321, 4.5.3.1.3). */
export const Email = z
  .string()
  .trim()
  .max(254, 'is longer than 254 characters')
  .regex(/^[^\s\p{C}@]+@[^\s\p{C}@]+$/u, 'is not an e-mail address');

/** Two addresses with one key are one person. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
