import type { ProviderSettings } from './settings.ts';

/** What a request used. */
export interface Tokens {
  inputTokens: number;
  outputTokens: number;
}

/** Where the provider did not say: an answer that broke off was written, and is paid for, as far as it came. */
export function estimatedTokens(charactersAsked: number, charactersAnswered: number): Tokens {
  return { inputTokens: tokensIn(charactersAsked), outputTokens: tokensIn(charactersAnswered) };
}

/** Millionths of a US dollar; null: no price is known. */
export function costMicrosOf(
  { inputTokens, outputTokens }: Tokens,
  price: ProviderSettings['price'],
): number | null {
  return price && Math.round(inputTokens * price.input + outputTokens * price.output);
}

const tokensIn = (characters: number) => Math.ceil(characters / 4);
