import { inject } from 'vitest';
import { cloneDatabase, type TestDatabase } from './postgres.ts';

export type { TestDatabase };

/** A fresh database for one test file. Dropped when the run ends. `empty`: without even the migrations. */
export function createDatabase(options?: { empty?: boolean }): Promise<TestDatabase> {
  return cloneDatabase(inject('postgres'), options);
}
