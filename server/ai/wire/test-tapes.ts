import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wire } from './test-wire-request.ts';

/** One whole answer as a provider streams it, with what real streams have besides: pings, comments, thoughts, unknown members. */
export interface Tape {
  wire: Wire;
  /** What the text of the answer says. */
  answer: Record<string, unknown>;
  usage: { inputTokens: number; outputTokens: number };
  frames: string[];
}

export function readTape(wire: Wire): Tape {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${wire}.json`), 'utf8'));
}
