import type { MessagePort } from 'node:worker_threads';
import type { Transaction } from '../database.ts';
import type { Statement, TextRow } from '../segment.ts';
import type { Begin, Importer } from './import-dump.ts';
import type { Told, Wish } from './messages.ts';

/** The database as a worker has it: over a port to the server, which holds the connection. */
export function importerOver(port: MessagePort, userId: string): Importer {
  const ask = asking(port);
  const tx: Transaction = {
    run: async (...statements) => {
      const told = await ask({ want: 'run', statements }, bytesIn(statements));
      if (told.told === 'rows') return told.rows;
      throw new TransactionFailed();
    },
    query: async (text, values = []) => (await tx.run({ text, values }))[0] ?? [],
  };

  async function transaction<Result>(
    work: (tx: Transaction, opened: TextRow[][]) => Promise<Result>,
    begin: Begin = {},
  ): Promise<Result> {
    let told = await ask({ want: 'begin', begin });
    for (;;) {
      if (told.told !== 'begun') throw new TransactionFailed();
      let result: { value: Result } | undefined;
      let thrown: unknown;
      try {
        result = { value: await work(tx, told.opened) };
      } catch (error) {
        thrown = error;
      }
      told = await ask({ want: result ? 'commit' : 'roll-back' });
      if (told.told === 'begun') continue;
      if (told.told === 'ended' && told.committed && result) return result.value;
      throw thrown ?? new TransactionFailed();
    }
  }
  return { userId, transaction };
}

/** The server has the error of the database, and says it; this one only ends the work. */
export class TransactionFailed extends Error {}

/** Answers come in the order of what was asked. */
function asking(port: MessagePort): (wish: Wish, transferred?: ArrayBuffer[]) => Promise<Told> {
  const waiting: ((told: Told) => void)[] = [];
  port.on('message', (told: Told) => waiting.shift()?.(told));
  return (wish, transferred = []) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port.postMessage(wish, transferred);
    });
}

/** Handed over and not copied: nobody here looks at them again. */
function bytesIn(statements: readonly Statement[]): ArrayBuffer[] {
  const buffers = statements.flatMap(({ values }) =>
    values.flatMap((value) =>
      value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
    ),
  );
  return [...new Set(buffers)];
}
