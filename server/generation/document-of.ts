import {
  AccountData,
  CampaignData,
  CompanyData,
  type EntityKind,
  type GeneratedDocument,
  PersonaData,
  partLabelOf,
  partsText,
} from '@blossomer/contract';
import { parsePointer } from '@blossomer/json';
import type { Answer } from '../ai/prompts/answer.ts';
import { textOfUseCase } from '../ai/prompts/campaign.ts';
import type { Context } from '../ai/prompts/context.ts';
import type { Field } from './answer-fields.ts';
import { cleaned } from './cleaned.ts';
import { GenerationFailure } from './generate.ts';

const schemas = { company: CompanyData, account: AccountData, persona: PersonaData, campaign: CampaignData };

/** Without it a document says nothing. */
const heart: Record<EntityKind, string> = {
  company: 'description',
  account: 'description',
  persona: 'description',
  campaign: 'segments',
};

/**
 * The document out of the fields of an answer and of what the server knows itself: the address, where its facts come from,
 * for an e-mail the text, the names and the choices. Throws `answer-invalid` where what matters is missing.
 */
export function documentOf(
  kind: EntityKind,
  fields: readonly Field[],
  answer: Answer,
  context: Context,
): GeneratedDocument {
  const draft: Record<string, unknown> = { data: { schemaVersion: 1 } };
  for (const { pointer, value } of fields) put(draft, pointer, value);
  const own = ofServer(kind, draft.data as Record<string, unknown>, answer, context);
  const data = schemas[kind].safeParse(own);
  if (!data.success || data.data[heart[kind]] === undefined) {
    const detail = 'The model left out what the document is about. Please try again.';
    throw new GenerationFailure('answer-invalid', detail);
  }
  const said = typeof draft.name === 'string' ? draft.name : nameFor(kind, data.data, context);
  const name = [...said.replace(/\s+/g, ' ')].slice(0, nameCharactersMax).join('').trim();
  if (kind === 'company') return { name, url: context.url, data: data.data };
  if (kind === 'campaign') return { name, type: 'email', status: 'draft', data: data.data };
  return { name, data: data.data };
}
const nameCharactersMax = 200;

/** Only into what this made: the pointers are ours, the values are not. */
function put(draft: Record<string, unknown>, pointer: string, value: unknown): void {
  const tokens = parsePointer(pointer);
  const last = tokens.pop() ?? '';
  let holder: unknown = draft;
  for (const [index, token] of tokens.entries()) {
    const isList = /^\d+$/.test(tokens[index + 1] ?? last);
    const inside: object = Object(holder);
    if (!Object.hasOwn(inside, token)) Reflect.set(inside, token, isList ? [] : {});
    holder = Reflect.get(inside, token);
  }
  Reflect.set(Object(holder), last, value);
}

function ofServer(
  kind: EntityKind,
  data: Record<string, unknown>,
  answer: Answer,
  context: Context,
): Record<string, unknown> {
  if (kind === 'campaign') return letterOf(data, answer, context);
  const metadata = { ...Object(data.metadata), sourcesUsed: sourcesOf(context) };
  if (kind === 'company')
    return { ...data, metadata: { ...metadata, contextQuality: answer.contextQuality } };
  return { ...data, metadata: { ...metadata, primaryContextSource: primarySource(context) } };
}

function sourcesOf({ hypothesis, company, account, pages }: Context): string[] {
  return [
    ...(hypothesis === '' ? [] : ['What you wrote']),
    ...(company ? [`Company: ${company.name}`] : []),
    ...(account ? [`Account: ${account.name}`] : []),
    ...pages.map(({ finalUrl }) => finalUrl),
  ];
}

function primarySource({ hypothesis, company }: Context): string {
  if (hypothesis !== '') return 'user_input';
  return company ? 'company_context' : 'website_content';
}

function letterOf(data: Record<string, unknown>, answer: Answer, context: Context): Record<string, unknown> {
  const { config, persona } = context;
  const segments = data.segments as CampaignData['segments'];
  const useCase =
    typeof config.useCase === 'string' ? config.useCase : chosenUseCase(config, persona?.data.useCases);
  return {
    ...data,
    ...(segments && { body: partsText(segments), breakdown: breakdownOf(answer) }),
    config: { ...config, ...(useCase === '' ? {} : { useCase }) },
    snapshots: snapshotsOf(context),
  };
}

function chosenUseCase(config: Context['config'], useCases: unknown): string {
  const said = textOfUseCase(config, useCases);
  if (said === '') return '';
  const { useCase = '' } = JSON.parse(said) as { useCase?: string };
  return useCase;
}

/** By type, what the first part of that type is for. */
function breakdownOf(answer: Answer & { segments?: { type: string; why?: string | undefined }[] }) {
  const breakdown: Record<string, { label: string; description: string }> = {};
  for (const { type, why } of answer.segments ?? []) {
    const description = cleaned(why);
    if (typeof description !== 'string' || Object.hasOwn(breakdown, type)) continue;
    breakdown[type] = { label: partLabelOf({ type }), description };
  }
  return breakdown;
}

/** Names as they are now, so that the e-mail still says whom it was written for when they change. */
function snapshotsOf({ company, account, persona }: Context) {
  const described = (document: typeof account) =>
    document && {
      name: document.name,
      ...(typeof document.data.description === 'string' ? { description: document.data.description } : {}),
    };
  return {
    ...(company && { company: { name: company.name, ...(company.url ? { url: company.url } : {}) } }),
    ...(account && { account: described(account) }),
    ...(persona && { persona: described(persona) }),
  };
}

function nameFor(kind: EntityKind, data: Record<string, unknown>, { url, pages }: Context): string {
  if (kind === 'company') return pages[0]?.siteName || hostOf(url);
  const words = kind === 'campaign' ? data.subject : data.description;
  const [sentence = ''] = String(words ?? '').split(/[.。\n]/);
  return sentence.trim() || { account: 'Account', persona: 'Persona', campaign: 'E-mail' }[kind];
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
}
