import type { Transaction } from '../database.ts';

/** A second import or undo of the same person waits for the first, and then finds everything as that left it. */
export async function waitForOtherImports(tx: Transaction): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('import ' || current_setting('app.user_id'), 0))`,
  );
}
