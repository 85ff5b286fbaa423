import type { Patience } from './patience.ts';
import type { ProviderName, ProviderSettings } from './settings.ts';

/** Why a request gave no answer, and what that means for the next one. */
export interface Failure {
  kind: 'limited' | 'unavailable' | 'refused' | 'declined';
  /** Whether the same request may well be answered a moment later. */
  isPassing: boolean;
  /** Says which provider it was and what can be done; nothing secret, no address. */
  sentence: string;
  retryAfterMilliseconds: number | null;
}

const labels: Record<ProviderName, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  compatible: 'The model server',
};

export function labelOf({ name }: Pick<ProviderSettings, 'name'>): string {
  return labels[name];
}

export function unavailable(sentence: string): Failure {
  return { kind: 'unavailable', isPassing: true, sentence, retryAfterMilliseconds: null };
}

/** Asking again changes nothing. */
export function fixed(sentence: string): Failure {
  return { kind: 'refused', isPassing: false, sentence, retryAfterMilliseconds: null };
}

export function brokenOff(provider: ProviderSettings): Failure {
  return unavailable(`${labelOf(provider)} broke off in the middle of its answer. Try again.`);
}

export function silent(provider: ProviderSettings, patience: Patience, hasBegun: boolean): Failure {
  const waited = hasBegun ? patience.idleMilliseconds : patience.firstContentMilliseconds;
  const what = hasBegun ? 'fell silent in the middle of its answer for' : 'did not begin to answer within';
  return unavailable(`${labelOf(provider)} ${what} ${seconds(waited)}. Try again in a minute.`);
}

export function late(provider: ProviderSettings, { totalMilliseconds }: Patience): Failure {
  return {
    ...unavailable(
      `${labelOf(provider)} gave no whole answer within ${seconds(totalMilliseconds)}. Try again.`,
    ),
    isPassing: false,
  };
}

export function tooMuch(provider: ProviderSettings): Failure {
  return fixed(
    `${labelOf(provider)} wrote far more than an answer can have. Try again, or with another model.`,
  );
}

export function leaking(provider: ProviderSettings): Failure {
  return fixed(
    `${labelOf(provider)} sent a key of this server back, so its answer was thrown away. Whoever runs the server has to look at it.`,
  );
}

export function declined(provider: ProviderSettings): Failure {
  return {
    ...fixed(
      `${labelOf(provider)} declined to write this. Check what it is to be written from, or write it by hand.`,
    ),
    kind: 'declined',
  };
}

function seconds(milliseconds: number): string {
  const count = Math.ceil(milliseconds / 1000);
  return count === 1 ? 'a second' : `${count} seconds`;
}
