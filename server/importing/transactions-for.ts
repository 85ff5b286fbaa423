import type { MessagePort } from 'node:worker_threads';
import type { Transaction } from '../database.ts';
import type { Begin, Importer } from './import-dump.ts';
import type { Told, Wish } from './messages.ts';

/**
 * Carries out what a worker wants of the database, as the person whom `transaction` is for: the worker itself holds no
 * connection and no right. `failure` is why the last transaction was not committed.
 */
export function transactionsFor(
  port: MessagePort,
  transaction: Importer['transaction'],
): { failure(): unknown; close(): void } {
  let open: { tx: Transaction; commit(): void; rollBack(why: unknown): void } | undefined;
  let failure: unknown;
  let closed = false;
  const tell = (told: Told) => port.postMessage(told);

  async function begin(what: Begin): Promise<void> {
    try {
      await transaction(
        (tx, opened) =>
          new Promise<void>((commit, rollBack) => {
            failure = undefined;
            if (closed) return rollBack(new RolledBack());
            open = { tx, commit, rollBack };
            tell({ told: 'begun', opened });
          }),
        what,
      );
      tell({ told: 'ended', committed: true });
    } catch (error) {
      failure = error;
      tell({ told: 'ended', committed: false });
    } finally {
      open = undefined;
    }
  }

  async function run(statements: Extract<Wish, { want: 'run' }>['statements']): Promise<void> {
    try {
      if (!open) throw new Error('no transaction is open');
      tell({ told: 'rows', rows: await open.tx.run(...statements) });
    } catch (error) {
      failure ??= error;
      const { message, code, constraint } = error as Error & { code?: string; constraint?: string };
      tell({ told: 'failed', message, ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) });
    }
  }

  port.on('message', (wish: Wish) => {
    if (wish.want === 'begin') void begin(wish.begin);
    else if (wish.want === 'run') void run(wish.statements);
    else if (wish.want === 'commit') open?.commit();
    else open?.rollBack(failure ?? new RolledBack());
  });
  return {
    failure: () => failure,
    close() {
      closed = true;
      port.close();
      open?.rollBack(new RolledBack()); // The worker has ended in the middle.
    },
  };
}

class RolledBack extends Error {}
