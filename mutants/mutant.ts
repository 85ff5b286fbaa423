/** One way to break what keeps people apart. A test of the suite must notice each. */
export interface Mutant {
  name: string;
  change: SqlChange | SourceChange;
  /** Where it should be noticed; the files of `everywhere` when left out. */
  tests?: readonly string[];
}

/** Runs after functions and policies, at every migrate; it may run twice. */
interface SqlChange {
  sql: string;
}

interface SourceChange {
  file: string;
  /** Exactly one place in the file. */
  find: string;
  replace: string;
}
