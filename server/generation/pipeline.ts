import { CampaignData } from '@blossomer/contract';
import { type Model, type ModelAnswer, ModelFailure } from '../ai/model.ts';
import type { Answer } from '../ai/prompts/answer.ts';
import type { Context } from '../ai/prompts/context.ts';
import { prompts } from '../ai/prompts/prompts.ts';
import type { SitePage } from '../website/website.ts';
import { AnswerFields } from './answer-fields.ts';
import { documentOf } from './document-of.ts';
import { checkedEvidence, inferencesIn } from './evidence.ts';
import { type Generate, GenerationFailure, type Outcome, type Tools, type Work } from './generate.ts';
import { insufficient, requireContext } from './insufficient.ts';
import { companyUrl, pagesFor, pagesRead } from './pages.ts';
import { readDraft } from './reader.ts';

/** Reads, asks, checks. Page text and documents reach the model as data, and of its answer only what a document has is kept. */
export const generate: Generate = async (work, tools) => {
  const { model, signal, tell } = tools;
  signal.throwIfAborted();
  if (model === null && work.kind !== 'company') throw noModel();
  tell({ event: 'stage', data: { stage: 'reading' } });
  const pages = await pagesFor(work, tools);
  signal.throwIfAborted();
  const context = contextOf(work, pages);
  requireContext(work.kind, context);
  tell({ event: 'stage', data: { stage: 'writing' } });
  const outcome = model === null ? readDraft(context, tell) : await write(work, context, model, tools);
  signal.throwIfAborted();
  tell({ event: 'stage', data: { stage: 'saving' } });
  return outcome;
};

async function write(work: Work, context: Context, model: Model, tools: Tools): Promise<Outcome> {
  const { kind } = work;
  const prompt = prompts[kind].prompt(context);
  const { answer, fields } = await ask(work, prompt, context, model, tools);
  tools.tell({ event: 'stage', data: { stage: 'checking' } });
  if (answer.value.contextQuality === 'insufficient') throw insufficient(kind, answer.provider);
  const all = fields.all({ ...answer.value });
  const document = blaming(answer.provider, () => documentOf(kind, all, answer.value, context));
  const pointerIn = (pointer: string) => fields.pointerIn(pointer);
  const evidence = checkedEvidence(answer.value.evidence ?? [], context.pages, document, pointerIn);
  return {
    document,
    // The words of an e-mail are no claims; what it quotes is.
    evidence: kind === 'campaign' ? evidence : [...evidence, ...inferencesIn(document, evidence)],
    pages: pagesRead(context.pages),
    provider: answer.provider,
    model: answer.model,
  };
}

/** Tells the fields as they come; they are void when another answer begins, and when one says that it knows too little. */
async function ask(
  { kind }: Work,
  prompt: ReturnType<(typeof prompts)['company']['prompt']>,
  { url }: Context,
  model: Model,
  { tell, signal }: Tools,
): Promise<{ answer: ModelAnswer<Answer>; fields: AnswerFields }> {
  let fields = new AnswerFields(kind);
  let isSilent = false;
  const begin = () => {
    fields = new AnswerFields(kind);
    isSilent = false;
    if (kind === 'company') tell({ event: 'field', data: { pointer: '/url', value: url } });
  };
  begin();
  try {
    const answer = await model.generate({
      schema: prompts[kind].answer,
      schemaName: `${kind}-answer`,
      prompt,
      outputTokensMax: prompts[kind].outputTokensMax,
      signal,
      onField(pointer, value) {
        isSilent ||= pointer === '/contextQuality' && value === 'insufficient';
        const field = isSilent ? null : fields.told(pointer, value);
        if (field) tell({ event: 'field', data: field });
      },
      onRestart(reason, provider) {
        tell({ event: 'restarted', data: { reason, provider } });
        begin();
      },
    });
    return { answer, fields };
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    const { code, message, provider } = error;
    throw new GenerationFailure(code, message, { provider });
  }
}

function noModel(): GenerationFailure {
  return new GenerationFailure(
    'no-model',
    'This server has no model to write with: only a company can be made, from its website. Fill in the form instead.',
  );
}

/** A failure after the model answered names who answered. */
function blaming<Value>(provider: string, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GenerationFailure)) throw error;
    throw new GenerationFailure(error.code, error.message, { provider });
  }
}

function contextOf({ kind, inputs, company, account, persona }: Work, pages: SitePage[]): Context {
  const config = CampaignData.shape.config.safeParse(inputs.config ?? {});
  return {
    url: kind === 'company' ? companyUrl(inputs.url ?? '', pages) : (company?.url ?? ''),
    hypothesis: inputs.hypothesis ?? '',
    company,
    account,
    persona,
    pages,
    config: (config.success && config.data) || {},
  };
}
