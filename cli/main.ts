import { CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { program } from './program.ts';

/** Errors whose message is a sentence for a person. By name: the embedded database is loaded only when it is used. */
const namesOfSentences: ReadonlySet<string> = new Set([
  'CommandError',
  'ConfigError',
  'EmbeddedPostgresError',
  'MigrationError',
]);

process.exitCode = await run(process.argv);

async function run(argv: string[]): Promise<number> {
  try {
    await program().parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has said what is wrong with the line, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Error)) throw error;
    const expected = namesOfSentences.has(error.name);
    process.stderr.write(`${expected ? error.message : (error.stack ?? error.message)}\n`);
    return error instanceof CommandError ? error.exitCode : 1;
  }
}
