import { Failure } from '../failures.ts';

/** Leaves of one import. A plan takes about 1.2 kB for each, the whole import at its peak about 2.8. */
export const leavesMax = 500_000;

export function refuseTooMany(leaves: number): void {
  if (leaves <= leavesMax) return;
  const written = (count: number) => count.toLocaleString('en');
  const message = `This dump holds ${written(leaves)} values, and one import takes at most ${written(leavesMax)}. Bring it in with "blossomer import" in a terminal, key by key.`;
  throw new Failure('too-large', message, { faults: [{ in: 'body', pointer: '/dump', message }] });
}
