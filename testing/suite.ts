import type { TestProject } from 'vitest/node';
import { openPostgres } from './postgres.ts';

/** Around the whole suite: each of its files clones a database of its own (testing/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgres, stop } = await openPostgres();
  project.provide('postgres', postgres);
  return stop;
}
