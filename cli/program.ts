import type { Role } from '@blossomer/contract';
import { Command, InvalidArgumentError, Option } from 'commander';

/** A command is loaded when it is called: help needs none of them, and an import no database driver. */
export function program(): Command {
  const blossomer = new Command('blossomer').description('Blossomer GTM in a terminal.').exitOverride();
  addImport(blossomer);
  addLooks(blossomer);
  addHistory(blossomer);
  addExport(blossomer);
  addUser(blossomer.command('user').description('People, for whoever operates the system'));
  addDatabase(blossomer.command('db').description('The schema of the database'));
  return blossomer;
}

function addImport(parent: Command): void {
  onServer(parent.command('import <input...>'))
    .description('Bring in what a browser-only build left in localStorage; again adds nothing')
    .addHelpText('after', importHelp)
    .option('--self', 'the files are your own (the default)')
    .option('--user <id>', 'the files are those of another person; needs the role admin')
    .option('--reason <text>', 'why you import for others; they can read it')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('-y, --yes', 'import many people, or another person, without a dry run and a question first')
    .option('--concurrency <n>', 'how many people at a time, 1 to 32 (default: 4)', concurrency)
    .option(
      '--journal <file>',
      'where it is kept who is done (default: beside the input, with the ending .journal)',
    )
    .option('--report <file>', 'write one line of JSON a person: what came of them, or why nothing did')
    .option('--label <text>', 'a name for this import')
    .option('--json', 'print the result as JSON')
    .action(async (inputs, options) => (await import('./import.ts')).importInputs(inputs, options));
}

function addLooks(parent: Command): void {
  parent
    .command('doctor <file>')
    .description('Say what is wrong with a dump and what an import would make of it; needs no server')
    .addHelpText('after', '\nExit code: 0 it can be imported without loss, 1 it cannot, 2 wrong usage.')
    .option('--json', 'print it as JSON')
    .action(async (file, options) => (await import('./doctor.ts')).doctor(file, options));
  onServer(parent.command('verify <file>'))
    .description('Say whether every leaf of your dump is in the database; asks for the documents themselves')
    .addHelpText('after', '\nExit code: 0 nothing is missing, 1 something is, 2 wrong usage.')
    .option('--json', 'print it as JSON')
    .action(async (file, options) => (await import('./verify.ts')).verify(file, options));
}

function addHistory(parent: Command): void {
  onServer(parent.command('imports'))
    .description('List what was imported for you, the last first')
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./imports-list.ts')).listImports(options));
  onServer(parent.command('undo <import>'))
    .description('Take an import of yours back, leaf by leaf; what was edited since stays and is listed')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => (await import('./undo.ts')).undoImport(id, options));
}

function addExport(parent: Command): void {
  onServer(parent.command('export'))
    .description('Write everything of yours into a file, or to standard output')
    .addOption(new Option('--format <format>', 'the shape').choices(exportFormats).default('json'))
    .option('--company <id>', 'of this company alone (localStorage needs it when there are several)')
    .option('--entity <kind>', 'csv: accounts, personas or campaigns')
    .option('--preset <name>', 'csv: the columns of generic, clay, apollo or hubspot')
    .option('--out <file>', 'where to write; the name is taken once the file is whole')
    .action(async (options) => (await import('./export.ts')).exportMine(options));
}

const exportFormats = ['localStorage', 'json', 'csv'];

const importHelp = `
An input is the dump of one person (a JSON object of localStorage keys and
their strings), or the dumps of many:
  ann.json        one person's: yours, or that of --user
  dumps/          each file that ends in .json, named by the id of its person
  people.ndjson   lines of {"user": ID, "dump": {...}}; - is standard input

For others it makes a dry run first and asks. The same command again goes on
where it ended; docs/bringing-people-along.md tells the whole way.

Exit code: 0 all imported, 1 somebody was not, 2 wrong usage, 130 interrupted.`;

function onServer(command: Command): Command {
  return command
    .option('--url <address>', 'the server (default: the development server that is running)')
    .option('--token <token>', 'an access token (default: BLOSSOMER_TOKEN)');
}

function concurrency(text: string): number {
  if (/^([1-9]|[12]\d|3[0-2])$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 1 to 32.');
}

/** The type alone: the contract is loaded by the commands that need it. */
const roles: readonly Role[] = ['admin', 'user'];

function addUser(parent: Command): void {
  parent
    .command('promote <id|email>')
    .description('Give a person a role')
    .addOption(new Option('--role <role>', 'the new role').choices(roles).default('admin'))
    .action(async (person, options) => (await import('./user-promote.ts')).promoteUser(person, options));
}

function addDatabase(parent: Command): void {
  parent
    .command('migrate')
    .description("Bring the database to today's schema")
    .action(async () => (await import('./db-migrate.ts')).migrateDatabase());
  parent
    .command('status')
    .description('List the migrations and which of them ran')
    .action(async () => (await import('./db-status.ts')).showMigrations());
  parent
    .command('new <name>')
    .description('Write an empty migration')
    .action(async (name) => (await import('./db-new.ts')).createMigration(name));
}
