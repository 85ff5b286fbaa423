import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError, migrationFiles, sqlDirectory } from './migrate.ts';

/** Writes an empty migration with the next number and returns its path. `name` is lower-case words with dashes. */
export async function newMigration(name: string, directory = sqlDirectory): Promise<string> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new MigrationError(`"${name}" is not a name for a migration: use lower-case words with dashes.`);
  }
  const folder = join(directory, 'migrations');
  const last = (await migrationFiles(folder)).at(-1) ?? '0000';
  const path = join(folder, `${String(Number.parseInt(last, 10) + 1).padStart(4, '0')}_${name}.sql`);
  await writeFile(path, '-- Up Migration\n\n-- Why:\n', { flag: 'wx' });
  return path;
}
