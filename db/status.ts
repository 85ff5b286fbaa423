import { join } from 'node:path';
import pg from 'pg';
import { migrationFiles, migrationsRun, sqlDirectory } from './migrate.ts';

export interface MigrationStatus {
  name: string;
  run: boolean;
}

/** Every migration that this version knows or the database has, in order, and whether it ran. */
export async function migrationStatus(
  ownerUrl: string,
  directory = sqlDirectory,
): Promise<MigrationStatus[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const run = new Set(await migrationsRun(client));
    const names = new Set([...(await migrationFiles(join(directory, 'migrations'))), ...run]);
    return [...names].sort().map((name) => ({ name, run: run.has(name) }));
  } finally {
    await client.end();
  }
}
