/**
 * Who may see what: migrations (history), functions and policies (today's truth), and what runs them.
 * Nothing here answers a request; that is the server's, through its own database.ts.
 */
export { MigrationError, type MigrationOutcome, migrate, sqlDirectory } from './migrate.ts';
export { newMigration } from './new-migration.ts';
export { type LoginPowers, loginPowers } from './roles.ts';
export { type MigrationStatus, migrationStatus } from './status.ts';
