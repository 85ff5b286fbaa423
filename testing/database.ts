import { inject } from 'vitest';
import { cloneDatabase, type TestDatabase, type TestPostgres } from './postgres.ts';

export type { TestDatabase };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** A fresh database for one test file. Dropped when the run ends. `empty`: without even the migrations. */
export function createDatabase(options?: { empty?: boolean }): Promise<TestDatabase> {
  return cloneDatabase(inject('postgres'), options);
}
