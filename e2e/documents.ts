import { randomUUID } from 'node:crypto';
import {
  accounts,
  type Client,
  campaigns,
  companies,
  type NewAccount,
  type NewCampaign,
  type NewCompany,
  type NewPersona,
  personas,
} from '@blossomer/contract';

/** One of each kind, hanging together, with every field that a screen can show. */
export interface Work {
  company: NewCompany & { id: string };
  account: NewAccount & { id: string };
  persona: NewPersona & { id: string };
  other: NewPersona & { id: string };
  campaign: NewCampaign & { id: string };
}

export type WorkIds = Record<'companyId' | 'accountId' | 'personaId' | 'otherId' | 'campaignId', string>;

export function idsOf({ company, account, persona, other, campaign }: Work): WorkIds {
  return {
    companyId: company.id,
    accountId: account.id,
    personaId: persona.id,
    otherId: other.id,
    campaignId: campaign.id,
  };
}

export async function seed(client: Client, work: Work = workOf(plainText)): Promise<WorkIds> {
  await client(companies.create, { body: work.company });
  await client(accounts.create, { body: work.account });
  await client(personas.create, { body: work.persona });
  await client(personas.create, { body: work.other });
  await client(campaigns.create, { body: work.campaign });
  return idsOf(work);
}

/** What stands in a field, by what the field is. */
export type Text = (field: string) => string;

export const plainText: Text = (field) => `The ${field}`;

const scripts = [
  '<script>canary()</script>',
  '<img src=x onerror="canary()">',
  '"><svg onload=canary()>',
  "javascript:canary()//'",
  '{{constructor.constructor("canary()")()}}',
];
const strange = [
  '\u202eright to left\u202c',
  'שלום עולם',
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'e\u0301\u200b\u200d',
  '𝕬\u0000'.slice(0, 2),
];

/** As a stranger would write it who wants a script to run, or a page to break. */
export const hostileText: Text = (field) =>
  `${scripts.join(' ')} ${strange.join(' ')} ${field} ${'wide'.repeat(60)}`;

/** Ten thousand characters without a place to break them. */
export const endlessText: Text = (field) => `${field} ${'W'.repeat(10_000)}`.slice(0, 10_000);

/** Ten thousand characters in words that are wider than a phone. */
export const hugeText: Text = (field) =>
  `${field} ${`${'W'.repeat(99)} `.repeat(100)}`.slice(0, 10_000).trim();

const nameCharactersMax = 200;

export function workOf(text: Text): Work {
  const name = (of: string) => [...text(of)].slice(0, nameCharactersMax).join('').trim();
  const [companyId, accountId, campaignId] = [randomUUID(), randomUUID(), randomUUID()];
  const persona = personaOf(accountId, text, name('persona'));
  return {
    company: { id: companyId, name: name('company'), url: 'https://acme.test', data: companyData(text) },
    account: { id: accountId, companyId, name: name('account'), data: accountData(text) },
    persona,
    other: personaOf(accountId, text, name('other persona')),
    campaign: {
      id: campaignId,
      accountId,
      personaId: persona.id,
      name: name('e-mail'),
      data: campaignData(text),
    },
  };
}

function personaOf(accountId: string, text: Text, name: string): Work['persona'] {
  return { id: randomUUID(), accountId, name, data: personaData(text) };
}

function companyData(text: Text): NewCompany['data'] {
  return {
    description: text('description'),
    businessProfile: {
      category: text('category'),
      businessModel: text('business model'),
      existingCustomers: text('customers'),
    },
    capabilities: [text('first capability'), text('second capability')],
    useCaseAnalysis: {
      processImpact: text('impact'),
      problemsAddressed: text('problems'),
      howTheyDoItToday: text('today'),
    },
    positioning: {
      keyMarketBelief: text('belief'),
      uniqueApproach: text('approach'),
      languageUsed: text('words'),
    },
    objections: [text('first objection'), text('second objection')],
    icpHypothesis: {
      targetAccountHypothesis: text('account hypothesis'),
      targetPersonaHypothesis: text('persona hypothesis'),
    },
    metadata: { sourcesUsed: ['javascript:canary()', text('source')], contextQuality: 'medium' },
  };
}

function signals(text: Text) {
  return (['High', 'Medium', 'Low'] as const).map((priority) => ({
    id: randomUUID(),
    title: text(`${priority} signal`),
    description: text('signal description'),
    type: text('type'),
    priority,
    detectionMethod: text('detection'),
  }));
}

function accountData(text: Text): NewAccount['data'] {
  return {
    description: text('description'),
    rationale: [text('rationale')],
    firmographics: {
      industry: [text('industry'), 'Software'],
      employees: '50-500',
      departmentSize: text('size'),
      revenue: text('revenue'),
      geography: [text('place')],
      businessModel: [text('model')],
      fundingStage: ['Series B'],
      companyType: [text('company type')],
      keywords: [text('keyword')],
    },
    buyingSignals: signals(text),
    buyingSignalsRationale: [text('rationale of the signals')],
    metadata: { sourcesUsed: ['javascript:canary()'], processingNotes: text('notes') },
  };
}

function personaData(text: Text): NewPersona['data'] {
  return {
    description: text('description'),
    rationale: [text('rationale')],
    demographics: {
      jobTitles: [text('job title')],
      departments: [text('department')],
      seniority: ['VP Engineering', text('seniority')],
      buyingRoles: ['Economic Buyer', text('role')],
      jobDescriptionKeywords: [text('keyword')],
    },
    useCases: [1, 2].map((number) => ({
      id: randomUUID(),
      useCase: text(`use case ${number}`),
      painPoints: text('pain'),
      capability: text('capability'),
      desiredOutcome: text('outcome'),
    })),
    buyingSignals: signals(text),
    buyingSignalsRationale: [text('rationale of the signals')],
    objections: [text('objection')],
    goals: [text('goal')],
    purchaseJourney: [text('step')],
    metadata: { processingNotes: text('notes') },
  };
}

function campaignData(text: Text): NewCampaign['data'] {
  const parts = ['subject', 'intro', 'pain-point', 'cta', 'signature'];
  const texts = parts.map((part) => text(part));
  return {
    subject: texts[0],
    alternatives: [{ id: randomUUID(), text: text('other subject') }],
    segments: parts.map((type, index) => ({
      id: randomUUID(),
      type,
      label: text(`label of ${type}`),
      text: texts[index],
      color: 'red;background:url(javascript:canary())',
    })),
    body: texts.slice(1).join('\n\n'),
    breakdown: { intro: { label: text('label'), description: text('purpose'), color: 'blue' } },
    config: {
      useCase: text('use case'),
      emphasis: 'pain-point',
      template: 'blossomer',
      socialProof: text('proof'),
    },
    snapshots: { company: { name: text('company then') } },
  };
}
