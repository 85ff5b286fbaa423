import type { EntityKind } from '@blossomer/contract';
import type { z } from 'zod';
import type { Prompt } from '../model.ts';
import * as account from './account.ts';
import type { Answer } from './answer.ts';
import * as campaign from './campaign.ts';
import * as company from './company.ts';
import type { Context } from './context.ts';
import * as persona from './persona.ts';

export { promptHash } from './compose.ts';

/** One file a document: the words, the schema of the answer, and the version of both. */
export interface PromptOf {
  version: number;
  answer: z.ZodType<Answer>;
  prompt(context: Context): Prompt;
  outputTokensMax: number;
}

export const prompts: Record<EntityKind, PromptOf> = { company, account, persona, campaign };
