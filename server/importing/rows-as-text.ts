const rowsAtOnce = 500;
const charactersAtOnce = 1_000_000;

/**
 * Rows on their way to `jsonb_to_recordset`, as JSON arrays in UTF-8: the text is written out once, here. In portions
 * that PostgreSQL and the event loop take in one go; one row may be larger than that.
 */
export function* portions<Row>(
  rows: readonly Row[],
  written: (row: Row) => string,
): Generator<{ rows: Row[]; bytes: Uint8Array }> {
  let portion: Row[] = [];
  let texts: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = written(row);
    const isFull = portion.length === rowsAtOnce || characters + text.length > charactersAtOnce;
    if (isFull && portion.length > 0) {
      yield { rows: portion, bytes: arrayOf(texts) };
      portion = [];
      texts = [];
      characters = 0;
    }
    portion.push(row);
    texts.push(text);
    characters += text.length;
  }
  if (portion.length > 0) yield { rows: portion, bytes: arrayOf(texts) };
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

const encoder = new TextEncoder();

function arrayOf(texts: readonly string[]): Uint8Array {
  return utf8(`[${texts.join(',')}]`);
}
