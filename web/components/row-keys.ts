import { useState } from 'react';
import { uuidv7 } from 'uuidv7';

interface Row {
  key: string;
  text: string;
}

/**
 * Texts of a list have no id of their own; these keys follow each through edits, moves and deletions, so that a field
 * keeps its focus and its caret whatever happens around it.
 */
export function useRowKeys(texts: readonly string[]): readonly string[] {
  const [rows, setRows] = useState(() => rekeyed([], texts));
  const isSame = rows.length === texts.length && rows.every(({ text }, index) => text === texts[index]);
  const now = isSame ? rows : rekeyed(rows, texts);
  if (!isSame) setRows(now);
  return now.map(({ key }) => key);
}

/** The rows for these texts: one edit where it stands changes no key; otherwise equal texts keep theirs. */
export function rekeyed(rows: readonly Row[], texts: readonly string[]): Row[] {
  const isEdit =
    rows.length === texts.length && rows.filter(({ text }, at) => text !== texts[at]).length === 1;
  if (isEdit) return rows.map(({ key }, at) => ({ key, text: texts[at] ?? '' }));
  const left = new Map<string, Row[]>();
  for (const row of rows) left.set(row.text, [...(left.get(row.text) ?? []), row]);
  return texts.map((text) => left.get(text)?.shift() ?? { key: uuidv7(), text });
}
