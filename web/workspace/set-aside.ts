import { type KeptStrings, keep } from './browser-storage.ts';

/** Notices that a person has read and put away, each by a mark that names its occasion: the next occasion is told again. */
export interface SetAside {
  has(mark: string): boolean;
  add(mark: string): void;
  subscribe(listener: () => void): () => void;
  /** Changes with each change. */
  version(): number;
  forget(): void;
}

/** The oldest go first. */
const marksMax = 300;

/** Without storage they are put away as long as the page lasts. */
export function openSetAside(storage: KeptStrings | null, key: string): SetAside {
  const listeners = new Set<() => void>();
  let marks = read(storage, key);
  let version = 0;
  const change = (next: readonly string[]) => {
    marks = next.slice(-marksMax);
    version += 1;
    if (storage) quietly(() => keep(storage, key, marks.length === 0 ? null : JSON.stringify(marks)));
    for (const listener of listeners) listener();
  };
  return {
    has: (mark) => marks.includes(mark),
    add: (mark) => change([...marks.filter((one) => one !== mark), mark]),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    forget: () => change([]),
  };
}

function read(storage: KeptStrings | null, key: string): readonly string[] {
  try {
    const marks: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    return Array.isArray(marks) ? marks.filter((mark): mark is string => typeof mark === 'string') : [];
  } catch {
    return []; // Damaged: notices come once more.
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Full or forbidden: they hold for this page.
  }
}
