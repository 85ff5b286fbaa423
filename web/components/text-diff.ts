/** What became of a value, line by line, for somebody who decides which one to keep. Pure. */
export interface DiffLine {
  /** Its place among the lines shown. */
  key: number;
  text: string;
  what: 'same' | 'added' | 'removed';
}

export function linesBetween(before: unknown, after: unknown): DiffLine[] {
  const [old, next] = [linesOf(before), linesOf(after)];
  const changes = old.length * next.length > comparisonsMax ? replaced(old, next) : compared(old, next);
  return changes.map(([what, text], key) => ({ key, what, text }));
}

/** A value as a person reads it: text by its lines, a list by its items, an object by its words. */
export function linesOf(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'string') return value.split('\n').filter((line) => line.trim() !== '');
  if (Array.isArray(value)) return value.map(itemText);
  if (typeof value === 'object') return Object.values(value).flatMap(linesOf);
  return [String(value)];
}

function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const words = Object.entries(item).filter(([key]) => key !== 'id' && key !== 'color');
  return words.flatMap(([, value]) => linesOf(value)).join(' · ');
}

/** Beyond this, which lines are the same is not looked for. */
const comparisonsMax = 250_000;
type Step = [DiffLine['what'], string];

function replaced(old: readonly string[], next: readonly string[]): Step[] {
  return [...old.map((text): Step => ['removed', text]), ...next.map((text): Step => ['added', text])];
}

/** The longest common subsequence, walked from the end that its table begins with. */
function compared(old: readonly string[], next: readonly string[]): Step[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(next.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = next.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row) row[j] = old[i] === next[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    const [was, is] = [old[i], next[j]];
    if (was !== undefined && was === is) {
      steps.push(['same', was]);
      i += 1;
      j += 1;
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      steps.push(['removed', was]);
      i += 1;
    } else if (is !== undefined) {
      steps.push(['added', is]);
      j += 1;
    }
  }
  return steps;
}
