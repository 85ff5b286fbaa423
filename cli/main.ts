import type { Role } from '@blossomer/contract';
import { Command, CommanderError, Option } from 'commander';
import { CommandError } from './command-error.ts';

/** Errors whose message is a sentence for a person. By name: the embedded database is loaded only when it is used. */
const namesOfSentences: ReadonlySet<string> = new Set([
  'CommandError',
  'ConfigError',
  'EmbeddedPostgresError',
  'MigrationError',
]);

/** The type alone: the contract is loaded by the commands that need it. */
const roles: readonly Role[] = ['admin', 'user'];

process.exitCode = await run(process.argv);

async function run(argv: string[]): Promise<number> {
  try {
    await program().parseAsync(argv);
    return 0;
  } catch (error) {
    // Commander has said what is wrong with the line, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Error)) throw error;
    const expected = namesOfSentences.has(error.name);
    process.stderr.write(`${expected ? error.message : (error.stack ?? error.message)}\n`);
    return error instanceof CommandError ? error.exitCode : 1;
  }
}

/** A command is loaded when it is called: help needs none of them, and an import no database driver. */
function program(): Command {
  const blossomer = new Command('blossomer').description('Blossomer GTM in a terminal.').exitOverride();
  addImport(blossomer);
  addUser(blossomer.command('user').description('people, for whoever operates the system'));
  addDatabase(blossomer.command('db').description('the schema of the database'));
  return blossomer;
}

function addImport(parent: Command): void {
  parent
    .command('import <file>')
    .description('bring in what a browser-only build left in localStorage; again adds nothing')
    .option('--url <address>', 'the server (default: the development server that is running)')
    .option('--token <token>', 'an access token (default: BLOSSOMER_TOKEN)')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--label <text>', 'a name for this import')
    .option('--json', "print the server's report as JSON")
    .action(async (file, options) => (await import('./import.ts')).importFile(file, options));
}

function addUser(parent: Command): void {
  parent
    .command('promote <id|email>')
    .description('give a person a role')
    .addOption(new Option('--role <role>', 'the new role').choices(roles).default('admin'))
    .action(async (person, options) => (await import('./user-promote.ts')).promoteUser(person, options));
}

function addDatabase(parent: Command): void {
  parent
    .command('migrate')
    .description("bring the database to today's schema")
    .action(async () => (await import('./db-migrate.ts')).migrateDatabase());
  parent
    .command('status')
    .description('list the migrations and which of them ran')
    .action(async () => (await import('./db-status.ts')).showMigrations());
  parent
    .command('new <name>')
    .description('write an empty migration')
    .action(async (name) => (await import('./db-new.ts')).createMigration(name));
}
