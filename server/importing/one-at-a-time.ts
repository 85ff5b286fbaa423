import type { Transaction } from '../database.ts';
import type { Statement } from '../segment.ts';

/** A second import or undo of the same person waits for the first, and then finds everything as that left it. */
export const oneAtATime: Statement = {
  name: 'import.one-at-a-time',
  text: `select pg_advisory_xact_lock(hashtextextended('import ' || current_setting('app.user_id'), 0))`,
  values: [],
};

export async function waitForOtherImports(tx: Transaction): Promise<void> {
  await tx.run(oneAtATime);
}
