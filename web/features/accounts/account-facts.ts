import type { AccountRow } from './account-results.tsx';

/** What a row shows of its account; a summary knows less, and says nothing of the rest. */
export function factsOf(row: AccountRow) {
  if (!('data' in row)) return { description: row.description ?? '', industry: [], signals: undefined };
  const { description = '', firmographics, buyingSignals } = row.data;
  return { description, industry: firmographics?.industry ?? [], signals: buyingSignals ?? [] };
}

export function signalWords(signals: readonly unknown[] | undefined): string {
  if (signals === undefined) return '';
  return signals.length === 1 ? '1 signal' : signals.length === 0 ? 'No signal' : `${signals.length} signals`;
}
