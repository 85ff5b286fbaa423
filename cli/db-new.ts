import { relative } from 'node:path';
import { newMigration } from '@blossomer/db';

export async function createMigration(name: string): Promise<void> {
  process.stdout.write(`${relative('', await newMigration(name))}\n`);
}
