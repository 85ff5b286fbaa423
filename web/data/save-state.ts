import type { EntityKind } from '@blossomer/contract';
import type { Entry } from './entry.ts';
import { entriesOf } from './outbox-book.ts';
import type { PumpStatus } from './outbox-pump.ts';

/** What a person is told about their edits, of one document or of all. */
export interface SaveState {
  /** `rejected`: something needs them (a conflict, too). `offline`: kept in this browser until the server is there. */
  state: 'saved' | 'saving' | 'offline' | 'rejected';
  /** The sign-in ended; edits are kept and go out after the next one. */
  signInNeeded: boolean;
  /** How many edits the server does not have yet, those in the tray included. */
  unsent: number;
  /** How many of them need the person. */
  rejected: number;
}

export function saveStateOf(
  entries: readonly Entry[],
  { offline, signInNeeded }: PumpStatus,
  of?: { kind: EntityKind; id: string },
): SaveState {
  const mine = of === undefined ? entries : entriesOf(entries, of.kind, of.id);
  const rejected = mine.filter(({ state }) => state !== 'waiting').length;
  const unsent = mine.length;
  const state =
    rejected > 0 ? 'rejected' : unsent === 0 ? 'saved' : offline || signInNeeded ? 'offline' : 'saving';
  return { state, signInNeeded, unsent, rejected };
}
