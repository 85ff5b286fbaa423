import { migrate } from '@blossomer/db';
import { withOwnerDatabase } from './owner-database.ts';

export async function migrateDatabase(): Promise<void> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const { migrated } = await withOwnerDatabase((ownerUrl) => migrate(ownerUrl, { always: true, log }));
  const lines = migrated.map((name) => `Ran ${name}.`);
  if (migrated.length === 0) lines.push('No migration was pending.');
  process.stdout.write(`${[...lines, 'Functions and policies are applied.'].join('\n')}\n`);
}
