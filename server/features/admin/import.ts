import { admin } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import type { Caller } from '../../caller.ts';
import type { Transaction } from '../../database.ts';
import type { Importer } from '../../importing/import-dump.ts';
import type { ImportWorkers } from '../../importing/import-workers.ts';
import type { Statement } from '../../segment.ts';
import type { Answer } from '../../serve.ts';

interface Act {
  person: string;
  /** null: of a dry run, which leaves none. */
  importId: string | null;
  /** Known once the body was read and the person's work was looked at. */
  reason?: string;
}

/** The ordinary import, as the person, in transactions that begin as the admin. The report, as JSON text. */
export async function importFor(
  imports: ImportWorkers,
  caller: Caller,
  { person, bytes, dryRun }: { person: string; bytes: Uint8Array; dryRun: boolean },
): Promise<string> {
  const id = uuidv7();
  const act: Act = { person, importId: dryRun ? null : id };
  const importer = actingFor(caller, act);
  const endpointId = admin.import.id;
  try {
    return await imports.carryOut({ endpointId, bytes, dryRun, importer, act: { id, actor: 'admin' } });
  } catch (error) {
    // A refusal may tell of the person's work, which was looked at by then. Why it failed matters more than this.
    if (!dryRun && act.reason !== undefined)
      await caller.write(call('record_act', act, 'import-refused')).catch(() => {});
    throw error;
  }
}

/** The report of the import that the same request made before, as that person has it now. */
export async function importForAgain(caller: Caller, key: string): Promise<Answer> {
  const [, rows] = await caller.read(
    { name: 'admin.act-again', text: 'select act_again($1)', values: [key] },
    {
      name: 'admin.import-again',
      text: `select report::text from imports where id = nullif(current_setting('app.import_id', true), '')::uuid`,
      values: [],
    },
  );
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw new Error('an act kept its idempotency key and no import');
  return { status: 200, text };
}

/**
 * Whose transactions are the admin's until act_for(), which checks the role, and the person's from there on. A dry run tells
 * of the person's work, too: it is written down first and on its own, since its transactions are rolled back.
 */
function actingFor(caller: Caller, act: Act): Importer {
  return {
    userId: act.person,
    async transaction(work, { reason, looksOnly, opening = [] } = {}) {
      if (reason === undefined) throw new Error('an act for somebody has a reason');
      act.reason = reason;
      const action = act.importId === null ? 'import-dry-run' : 'import';
      if (!looksOnly) {
        return caller.transaction('import', async (tx) => {
          // The key is the admin's: kept while this still is their transaction.
          const [, , ...opened] = await tx.run(keepKey, call('act_for', act, action), ...opening);
          return work(tx, opened);
        });
      }
      if (act.importId === null) await caller.write(call('record_act', act, action));
      return looked(caller, async (tx) => {
        const [, ...opened] = await tx.run(call('act_for', act, action), ...opening);
        return work(tx, opened);
      });
    },
  };
}

/** What `work` found, in a transaction that is rolled back. */
async function looked<Result>(caller: Caller, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  let found: { result: Result } | undefined;
  try {
    return await caller.transaction('import', async (tx) => {
      found = { result: await work(tx) };
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack && found) return found.result;
    throw error;
  }
}

class RolledBack extends Error {}

const keepKey: Statement = { text: 'select keep_idempotency_key()', values: [] };

function call(
  name: 'record_act' | 'act_for',
  { person, importId, reason = '' }: Act,
  action: 'import' | 'import-dry-run' | 'import-refused',
): Statement {
  const stored = action === 'import' ? importId : null;
  return { text: `select ${name}($1, $2, $3, $4, $5)`, values: [person, action, reason, uuidv7(), stored] };
}
