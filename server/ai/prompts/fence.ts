import { randomBytes } from 'node:crypto';

/**
 * Text that others wrote stands between two lines with a boundary that nobody could know when they wrote it, and that
 * occurs in none of it: so no text can end its fence and go on as an instruction.
 */
export function boundaryFor(texts: readonly string[]): string {
  for (;;) {
    const boundary = randomBytes(12).toString('hex');
    if (!texts.some((text) => text.includes(boundary))) return boundary;
  }
}

export function fenced(boundary: string, text: string): string {
  return `<<<data ${boundary}\n${text}\n<<<end ${boundary}`;
}
