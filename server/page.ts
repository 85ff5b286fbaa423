import type { TextRow } from './segment.ts';
import type { Answer } from './serve.ts';

/**
 * One page of a list. Rows begin with the JSON text of their item; one more than `limit` says that there is a next page.
 * `cursorOf`: where that one begins, after the last row of this.
 */
export function pageOf(rows: readonly TextRow[], limit: number, cursorOf: (last: TextRow) => string): Answer {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? cursorOf(last) : null;
  const texts = items.map(([text]) => text).join(',');
  return { status: 200, text: `{"items":[${texts}],"nextCursor":${JSON.stringify(nextCursor)}}` };
}
