import type { Transaction } from '../../database.ts';
import type { SqlValue, TextRow } from '../../segment.ts';

/** The rows of a query, some at a time: as many as make about half a megabyte, judged by those before. */
export async function* rowsOf(
  tx: Transaction,
  text: string,
  values: readonly SqlValue[] = [],
): AsyncGenerator<readonly TextRow[]> {
  // One at a time: a query is read to its end before the next one begins.
  await tx.query(`declare export no scroll cursor for ${text}`, values);
  let atOnce = rowsAtFirst;
  for (;;) {
    const rows = await tx.query(`fetch ${atOnce} from export`);
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) break;
    atOnce = Math.min(
      rowsMax,
      Math.max(1, Math.floor((charactersAtOnce * rows.length) / charactersIn(rows))),
    );
  }
  await tx.query('close export');
}

const rowsAtFirst = 4;
const rowsMax = 500;
const charactersAtOnce = 512 * 1024;

function charactersIn(rows: readonly TextRow[]): number {
  return rows.reduce((sum, row) => sum + row.reduce((length, value) => length + (value?.length ?? 0), 0), 1);
}
