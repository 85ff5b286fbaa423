import { migrationStatus } from '@blossomer/db';
import { withOwnerDatabase } from './owner-database.ts';

export async function showMigrations(): Promise<void> {
  const migrations = await withOwnerDatabase((ownerUrl) => migrationStatus(ownerUrl));
  const pending = migrations.filter(({ run }) => !run).length;
  const lines = migrations.map(({ name, run }) => `${run ? 'run    ' : 'pending'}  ${name}`);
  lines.push(`${migrations.length - pending} run, ${pending} pending.`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
