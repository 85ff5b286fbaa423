import type {
  EntityKind,
  Generation,
  GenerationEvent,
  GenerationState,
  GenerationSummary,
  NewGeneration,
  StaleDocument,
} from '@blossomer/contract';
import type { SetAside } from './set-aside.ts';

/**
 * The seam between the screens and whoever generates, beside `Workspace`: `remote` asks for jobs of the API, `local` runs
 * a guest's generations in the page that began them and writes into the playground. What is written is read through the
 * workspace; nothing here changes a document that was there except a generation that was asked for.
 *
 * Rejects as `Workspace` does.
 */
export interface Generations {
  available(signal?: AbortSignal): Promise<Available>;
  /** Answers when it has begun. What it is written from must be in the workspace by then: send what waits before. */
  start(asked: NewGeneration): Promise<Generation>;
  view(id: string, signal?: AbortSignal): Promise<Generation>;
  /**
   * What happened after the event `after` (0: from the beginning), and what happens, until it ends: the last one tells
   * the end. Cuts are bridged; it rejects when that cannot be, and with the signal's reason.
   */
  events(id: string, after: number, signal: AbortSignal): AsyncIterable<ToldEvent>;
  cancel(id: string): Promise<Generation>;
  /** The last one that wrote this document. */
  latestOf(documentId: string, signal?: AbortSignal): Promise<Generation | null>;
  /** Under way now. */
  active(signal?: AbortSignal): Promise<GenerationSummary[]>;
  stale(signal?: AbortSignal): Promise<StaleDocument[]>;
  /** Notices that the person has put away, in this browser. */
  readonly setAside: SetAside;
}

export interface Available {
  kinds: EntityKind[];
  /** false: a company can be read from its website alone, nothing can be written. */
  model: boolean;
}

export type ToldEvent = GenerationEvent & { id: number };

export function hasEnded(state: GenerationState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

export function isEnd(event: GenerationEvent): boolean {
  return event.event === 'done' || event.event === 'failed' || event.event === 'cancelled';
}

/** The event that a generation ended with, by its row; null while it goes on. */
export function endOf(generation: Generation): GenerationEvent | null {
  const { state, problem, documentId, documentVersion } = generation;
  if (state === 'done') return { event: 'done', data: { documentId, documentVersion: documentVersion ?? 1 } };
  if (state === 'cancelled') return { event: 'cancelled', data: {} };
  if (state === 'failed' && problem !== null) return { event: 'failed', data: problem };
  return null;
}
