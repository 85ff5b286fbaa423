import type { CampaignData } from '@blossomer/contract';
import { z } from 'zod';
import { ContextQuality, claims, words } from './answer.ts';
import { composePrompt } from './compose.ts';
import type { Context } from './context.ts';

export const version = 1;

/** In the order in which they are read. The subject is a member of its own. */
const segmentTypes = [
  ...['greeting', 'opening', 'pain-point', 'company-intro', 'solution', 'emphasis', 'evidence', 'cta'],
  ...['signature', 'custom'],
] as const;

export const answer = z.object({
  contextQuality: ContextQuality,
  name: words('What the founder finds this e-mail by in a list, in two to six words.'),
  subject: words('The subject line: at most 60 characters, in lower case but for names.'),
  alternatives: z.array(z.string()).optional().meta({ description: 'Two or three other subject lines.' }),
  segments: z
    .array(
      z.object({
        type: z.enum(segmentTypes),
        text: z.string().meta({ description: 'As it stands in the e-mail.' }),
        why: words('What this part does here, in one sentence for the founder.'),
      }),
    )
    .optional()
    .meta({ description: 'The e-mail, part by part, in the order in which it is read.' }),
  confidence: words('High, Medium or Low: how well it fits this persona.'),
  personalizationLevel: words('High, Medium or Low: how much of it holds for this persona alone.'),
  evidence: claims,
});

type Config = NonNullable<CampaignData['config']>;

const emphases: Record<NonNullable<Config['emphasis']>, string> = {
  capabilities: 'what the product can do',
  'pain-point': 'what is hard for them today',
  'desired-outcome': 'what will be better for them',
};
const openings: Record<NonNullable<Config['openingLine']>, string> = {
  'buying-signal':
    'one of the buying signals in the data, with the place for its details in brackets, such as [where you saw it]',
  'company-research':
    'something found out about their company, with a place in brackets where the founder fills it in',
  'not-personalized': 'one sentence that holds for everybody of this persona',
};
const asks: Record<NonNullable<Config['ctaSetting']>, string> = {
  feedback: 'ask what they think of it',
  meeting: 'ask for a meeting, with its length',
  'priority-check': 'ask whether this matters to them at present',
  'free-resource': 'offer something of use; where nothing is known to offer, leave [what it is] open',
  'visit-link': 'ask them to open a link; where none is known, leave [link] open',
};

export function prompt(context: Context) {
  return composePrompt(
    { name: 'campaign', version, task: taskFor(context.config), given: given(context) },
    context,
  );
}

/** Choices become words of ours; what was typed goes among the data. */
function taskFor({ emphasis, openingLine, ctaSetting, template, socialProof }: Config): string {
  const parts =
    template === 'custom'
      ? 'The parts are a greeting, one part of type "custom" with the whole text, and a signature.'
      : 'The parts are a greeting, an opening, the pain point, the solution, one call to action and a signature; others only where they carry weight.';
  const choices = [
    parts,
    emphasis && `Most weight lies on ${emphases[emphasis]}.`,
    openingLine && `The opening is ${openings[openingLine]}.`,
    ctaSetting && `The call to action: ${asks[ctaSetting]}.`,
    typeof socialProof === 'string' && socialProof.trim() !== ''
      ? 'The part of type "evidence" says what the data gives as social proof, and adds nothing to it.'
      : 'There is no part of type "evidence" unless a page names a customer or a result; then it has a claim.',
  ];
  return [
    `Task. Write one short e-mail (at most 120 words) from the founder to this persona about this use case. No flattery, no pressure, one request. Places that only the founder can fill stand in brackets: begin with "Hi [first name]," and sign with "[Your name]".`,
    ...choices.filter((choice) => typeof choice === 'string'),
  ].join(' ');
}

function given({ config, persona }: Context): Record<string, string> {
  return {
    'the use case that the e-mail is about': textOfUseCase(config, persona?.data.useCases),
    'social proof that may be used': typeof config.socialProof === 'string' ? config.socialProof : '',
  };
}

/** By value: what the persona says of it now, else what the person chose by its words. */
export function textOfUseCase({ useCaseId, useCase }: Config, useCases: unknown): string {
  const known: unknown[] = Array.isArray(useCases) ? useCases : [];
  const chosen = known.find(
    (one): one is object => typeof one === 'object' && one !== null && Reflect.get(one, 'id') === useCaseId,
  );
  if (useCaseId === undefined || chosen === undefined) return useCase ?? '';
  const { id: _, ...said } = { id: '', ...chosen };
  return JSON.stringify(said, null, 1);
}

export const outputTokensMax = 4000;
