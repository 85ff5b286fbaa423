/**
 * How much of each text fits into so many characters together. Nobody gets more than it has; what a short one leaves is
 * shared by the others, so that one long page does not drive out the rest.
 */
export function fairShares(lengths: readonly number[], charactersMax: number): number[] {
  const shares = lengths.map(() => 0);
  let left = charactersMax;
  const ascending = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length);
  for (const [turn, { length, index }] of ascending.entries()) {
    const share = Math.min(length, Math.floor(left / (ascending.length - turn)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

/** Not in the middle of a character, and marked. */
export function cutTo(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const kept = Math.max(charactersMax - cutMark.length, 0);
  const start = text.slice(0, kept).replace(/[\ud800-\udbff]$/, '');
  return (start + cutMark).slice(0, charactersMax);
}
const cutMark = '\n[cut]';
