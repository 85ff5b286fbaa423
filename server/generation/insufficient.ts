import type { EntityKind } from '@blossomer/contract';
import { type Context, saysSomething } from '../ai/prompts/context.ts';
import { GenerationFailure } from './generate.ts';
import { plainText } from './page-text.ts';

/** Said instead of inventing. */
const sentences: Record<EntityKind, string> = {
  company:
    'The website says too little about what the company sells. Write what you know beside the address, or give the address of a page that says more.',
  account:
    'Too little is known about the company to say whom it should sell to. Describe on its page what it sells, or write whom you have in mind.',
  persona:
    'Too little is known about the account to say who decides there. Describe on its page which companies these are, or write whom you have in mind.',
  campaign:
    'Too little is known about the persona to write to them. Describe on its page what is hard for them, or choose a use case.',
};

/** `provider`: who said so; null: nobody was asked. */
export function insufficient(kind: EntityKind, provider: string | null = null): GenerationFailure {
  return new GenerationFailure('context-insufficient', sentences[kind], { provider });
}

/** Fewer characters than a sentence has. */
const charactersMin = 40;

/** What no model could write from without inventing is not sent to one. */
export function requireContext(kind: EntityKind, context: Context): void {
  const { hypothesis, company, account, persona, pages } = context;
  if (hypothesis.trim() !== '') return;
  const from = { company: null, account: company, persona: account, campaign: persona }[kind];
  const isKnown =
    kind === 'company'
      ? pages.some(
          ({ description, markdown }) =>
            `${description}${plainText(markdown)}`.trim().length >= charactersMin,
        )
      : from !== null && saysSomething(upstream[kind], from);
  if (!isKnown) throw insufficient(kind);
}

const upstream = { account: 'company', persona: 'account', campaign: 'persona' } as const;
