import fc from 'fast-check';
import { hostileTexts } from './generated-json.ts';

/** Mostly words, now and then what nobody expected. For tests. */
export function texts() {
  return fc.oneof(
    { weight: 5, arbitrary: fc.lorem({ maxCount: 6 }) },
    { weight: 1, arbitrary: hostileTexts },
  );
}

export function lists() {
  return fc.array(texts(), { maxLength: 3 });
}
