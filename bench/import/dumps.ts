import { randomFrom, sentence } from '../documents.ts';

export interface DumpSize {
  accounts: number;
  personasEach: number;
  mailsEach: number;
}

/** One company, and with it an account, its persona and two e-mails. */
export const usualSize: DumpSize = { accounts: 1, personasEach: 1, mailsEach: 2 };
export const documentsOf = ({ accounts, personasEach, mailsEach }: DumpSize) =>
  1 + accounts * (1 + personasEach * (1 + mailsEach));

/**
 * What the last browser-only build left with one person (accounts of 3 to 4 KB with their personas, e-mails of 3 KB),
 * as the body of an import. The same number gives the same dump in every run.
 */
export function importBody(person: number, size: DumpSize = usualSize): string {
  const random = randomFrom(person);
  const write: Writer = {
    random,
    at: 1_751_500_000_000 + (person % 10_000) * 100_000,
    text: (words) => sentence(random, words),
  };
  const company = companyOf(write, person);
  const accounts = Array.from({ length: size.accounts }, () => accountOf(write, size));
  const mails = accounts.flatMap((account) =>
    account.personas.flatMap((persona) =>
      Array.from({ length: size.mailsEach }, () => mailOf(write, { company, account, persona })),
    ),
  );
  const values = { dashboard_overview: company, target_accounts: accounts, emailHistory: mails };
  const dump = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]);
  return JSON.stringify({ dump: { sidebarCollapsed: 'false', ...Object.fromEntries(dump) } });
}

interface Writer {
  random: () => number;
  /** Milliseconds, which the old build made its ids of. */
  at: number;
  text: (words: number) => string;
}

function nextTime(write: Writer): number {
  write.at += 1 + Math.floor(write.random() * 40);
  return write.at;
}

function texts(write: Writer, count: number, words: number): string[] {
  return Array.from({ length: count }, () => write.text(words));
}

function companyOf(write: Writer, person: number) {
  const { text } = write;
  return {
    companyName: `Company ${person}`,
    companyUrl: `https://company-${person}.test`,
    description: text(40),
    businessProfile: { category: text(4), businessModel: text(6), existingCustomers: text(8) },
    capabilities: texts(write, 5, 10),
    useCaseAnalysis: { processImpact: text(15), problemsAddressed: text(15), howTheyDoItToday: text(15) },
    positioning: { keyMarketBelief: text(15), uniqueApproach: text(15), languageUsed: text(15) },
    objections: texts(write, 3, 10),
    icpHypothesis: { targetAccountHypothesis: text(12), targetPersonaHypothesis: text(12) },
    metadata: { sourcesUsed: ['website'], contextQuality: 'high' },
    _input_url: `https://company-${person}.test/`,
  };
}

function signals(write: Writer, count: number) {
  const priorities = ['High', 'Medium', 'Low'];
  return Array.from({ length: count }, (_, index) => ({
    title: write.text(4),
    description: write.text(14),
    type: 'News',
    priority: priorities[index % priorities.length],
    detectionMethod: write.text(8),
  }));
}

function accountOf(write: Writer, { personasEach }: DumpSize) {
  const { text } = write;
  const at = nextTime(write);
  return {
    targetAccountName: text(3),
    targetAccountDescription: text(35),
    targetAccountRationale: texts(write, 4, 14),
    firmographics: {
      industry: texts(write, 3, 2),
      employees: '50-500',
      departmentSize: '5-20',
      revenue: '$10M-$50M',
      geography: ['United States', 'Germany'],
      businessModel: ['B2B SaaS'],
      fundingStage: ['Series A', 'Series B'],
      companyType: ['Private'],
      keywords: texts(write, 5, 2),
    },
    buyingSignals: signals(write, 5),
    buyingSignalsRationale: texts(write, 3, 14),
    metadata: { primaryContextSource: 'user_input', sourcesUsed: ['user_input'], processingNotes: null },
    id: `target_account_${at}_${at.toString(36).padStart(9, '0').slice(-9)}`,
    createdAt: new Date(at).toISOString(),
    personas: Array.from({ length: personasEach }, () => personaOf(write)),
  };
}

function personaOf(write: Writer) {
  const { text } = write;
  const at = nextTime(write);
  return {
    targetPersonaName: text(3),
    targetPersonaDescription: text(30),
    targetPersonaRationale: texts(write, 3, 12),
    demographics: {
      jobTitles: texts(write, 3, 2),
      departments: ['Engineering'],
      seniority: ['VP', 'Director'],
      buyingRoles: ['Decision Maker'],
      jobDescriptionKeywords: texts(write, 4, 2),
    },
    useCases: Array.from({ length: 3 }, () => ({
      useCase: text(5),
      painPoints: text(14),
      capability: text(10),
      desiredOutcome: text(12),
    })),
    buyingSignals: signals(write, 3),
    buyingSignalsRationale: texts(write, 2, 12),
    objections: texts(write, 3, 12),
    goals: texts(write, 3, 10),
    purchaseJourney: texts(write, 4, 10),
    metadata: { primaryContextSource: 'user_input', sourcesUsed: ['user_input'] },
    id: String(at),
    createdAt: new Date(at).toLocaleDateString('en-US', { timeZone: 'UTC' }),
  };
}

const parts = ['subject', 'intro', 'pain-point', 'company-intro', 'emphasis', 'cta'];

interface Addressed {
  company: ReturnType<typeof companyOf>;
  account: ReturnType<typeof accountOf>;
  persona: ReturnType<typeof personaOf>;
}

function mailOf(write: Writer, { company, account, persona }: Addressed) {
  const at = nextTime(write);
  const segments = parts.map((type) => ({
    text: write.text(type === 'subject' ? 5 : 20),
    type,
    color: 'bg-blue-50 border-blue-200',
  }));
  const breakdown = parts.map((type) => [
    type,
    { label: type, description: write.text(8), color: 'bg-blue-50' },
  ]);
  return {
    id: String(at),
    timestamp: new Date(at).toLocaleString('en-US', { timeZone: 'UTC' }),
    config: {
      selectedAccount: account.id,
      selectedPersona: persona.id,
      selectedUseCase: `${persona.id}_0`,
      emphasis: 'pain-point',
      template: 'blossomer',
      openingLine: 'buying-signal',
      ctaSetting: 'meeting',
      socialProof: '',
    },
    subject: segments[0]?.text,
    body: segments.map(({ text }) => text).join('\n\n'),
    segments,
    breakdown: Object.fromEntries(breakdown),
    companySnapshot: { companyName: company.companyName, companyUrl: company.companyUrl },
    accountSnapshot: {
      id: account.id,
      targetAccountName: account.targetAccountName,
      targetAccountDescription: account.targetAccountDescription,
    },
    personaSnapshot: {
      id: persona.id,
      targetPersonaName: persona.targetPersonaName,
      targetPersonaDescription: persona.targetPersonaDescription,
    },
  };
}
