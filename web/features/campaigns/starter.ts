import {
  type Account,
  type CampaignData,
  type CampaignSegment,
  type Company,
  type Persona,
  partsText,
  partTypes,
} from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';

export type Config = NonNullable<CampaignData['config']>;

/** What an e-mail begins from: documents as they are, any of which may still be on its way. */
export interface Ground {
  company?: Company | undefined;
  account?: Account | undefined;
  persona?: Persona | undefined;
}

/**
 * The first draft that a person fills in. Guidance stands in [brackets]; between them is only what the documents say,
 * what the person typed, and words of courtesy. Where a document says nothing, the draft says that, and invents nothing.
 */
export function starterData(config: Config, ground: Ground): CampaignData {
  const segments = starterSegments(config, ground);
  return {
    schemaVersion: 1,
    subject: segments.find(({ type }) => type === 'subject')?.text ?? '',
    alternatives: [],
    segments,
    body: partsText(segments),
    config: configured(config),
    snapshots: snapshotsOf(ground),
  };
}

/** What is not chosen, or emptied again, leaves no field behind. */
export function configured(config: Config = {}, change: Partial<Config> = {}): Config {
  const told = Object.entries({ ...config, ...change }).filter(
    ([, choice]) => choice !== undefined && choice !== '',
  );
  return Object.fromEntries(told);
}

export function starterSegments(config: Config, ground: Ground): CampaignSegment[] {
  const subject = part('subject', subjectGuidance(config, ground));
  const greeting = part('greeting', 'Hi [first name],');
  const proof = config.socialProof?.trim() ? [part('evidence', config.socialProof.trim())] : [];
  const signature = part('signature', lines('[Your name]', ground.company?.name));
  if (config.template === 'custom') {
    return [subject, greeting, part('custom', '[Your text]'), ...proof, signature];
  }
  return [
    subject,
    greeting,
    part('opening', openingGuidance(config, ground)),
    part('pain-point', painPointGuidance(config, ground)),
    part('solution', solutionGuidance(config, ground)),
    ...proof,
    part('cta', ctaGuidance(config)),
    signature,
  ];
}

/** Names as they are now, so that the e-mail still says whom it was written for when they change. */
function snapshotsOf({ company, account, persona }: Ground): NonNullable<CampaignData['snapshots']> {
  return {
    ...(company && { company: { id: company.id, name: company.name, url: company.url } }),
    ...(account && { account: described(account) }),
    ...(persona && { persona: described(persona) }),
  };
}

function described({ id, name, data: { description } }: Account | Persona) {
  return { id, name, ...(description === undefined ? {} : { description }) };
}

function chosenUseCase(config: Config, persona: Persona | undefined) {
  return persona?.data.useCases?.find(({ id }) => id === config.useCaseId);
}

function subjectGuidance(config: Config, { persona }: Ground): string {
  return guidance('Subject line', chosenUseCase(config, persona)?.useCase ?? config.useCase);
}

function openingGuidance({ openingLine }: Config, { persona, account }: Ground): string {
  if (openingLine === 'buying-signal') {
    const signals = [...(persona?.data.buyingSignals ?? []), ...(account?.data.buyingSignals ?? [])];
    const titles = signals.flatMap(({ title }) => (title?.trim() ? [title] : [])).slice(0, signalsMax);
    return titles.length > 0
      ? guidance('Say which of these signals you saw, and where', titles.join('; '))
      : '[Say which signal you saw, and where. None is written down for this persona or account yet]';
  }
  if (openingLine === 'company-research') {
    return guidance('Say what you found out about their company. You write to', account?.data.description);
  }
  return guidance('Open with a sentence that holds for each of them', account?.name);
}
const signalsMax = 3;

function painPointGuidance(config: Config, { persona }: Ground): string {
  return guidance('Say what is hard for them', chosenUseCase(config, persona)?.painPoints);
}

function solutionGuidance(config: Config, { persona, company }: Ground): string {
  const useCase = chosenUseCase(config, persona);
  if (config.emphasis === 'desired-outcome') {
    return guidance('Say what will be better for them', useCase?.desiredOutcome);
  }
  const capabilities = company?.data.capabilities?.slice(0, capabilitiesMax).join('; ');
  const capability = useCase?.capability || capabilities;
  return config.emphasis === 'pain-point'
    ? guidance('Say how you take that off them', capability)
    : guidance('Say what you can do', capability);
}
const capabilitiesMax = 3;

function ctaGuidance({ ctaSetting }: Config): string {
  return ctaSetting === undefined ? '[Ask for one thing]' : ctaWords[ctaSetting];
}

const ctaWords: Record<NonNullable<Config['ctaSetting']>, string> = {
  feedback: '[Ask what they think of it]',
  meeting: '[Ask for a meeting: how long, and when]',
  'priority-check': '[Ask whether this matters to them at present]',
  'free-resource': '[Offer something of use: what it is, and where to get it]',
  'visit-link': '[Ask them to open a link: https://]',
};

function part(type: (typeof partTypes)[number]['type'], text: string): CampaignSegment {
  const label = partTypes.find((known) => known.type === type)?.label ?? type;
  return { id: uuidv7(), type, label, text };
}

function guidance(words: string, fact: string | undefined): string {
  const said = fact === undefined ? '' : quotable(fact);
  return said === '' ? `[${words}]` : `[${words}: ${said}]`;
}

/** On one line, without brackets of its own, and not longer than a hint may be. */
function quotable(fact: string): string {
  const line = fact.replace(/\s+/g, ' ').replaceAll('[', '(').replaceAll(']', ')').trim();
  const characters = [...line];
  return characters.length <= factCharactersMax
    ? line
    : `${characters.slice(0, factCharactersMax - 1).join('')}…`;
}
const factCharactersMax = 300;

function lines(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n');
}

/** What is left to fill in: places in [brackets]. */
export function openPlaces(text: string): string[] {
  return text.match(/\[[^[\]\n]+\]/g) ?? [];
}
