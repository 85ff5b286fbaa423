import { createHash } from 'node:crypto';

/** As sha256.ts, which is what browsers get; an import takes some forty of a small dump. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
