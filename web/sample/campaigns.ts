import type { NewDocuments } from '../workspace/workspace.ts';
import { sampleIds } from './ids.ts';

type Part = readonly [type: string, label: string, text: string];

interface Letter {
  id: string;
  accountId: string;
  personaId: string;
  name: string;
  status: 'draft' | 'ready' | 'sent';
  subject: string;
  alternatives: readonly string[];
  config: NonNullable<NonNullable<NewDocuments['campaign']['data']>['config']>;
  parts: readonly Part[];
}

const signature: Part = ['signature', 'Signature', 'Mara Lindqvist\nQuillbarrow'];

const letters: readonly Letter[] = [
  {
    id: sampleIds.detention,
    accountId: sampleIds.importers,
    personaId: sampleIds.logistics,
    name: 'Detention that was never owed',
    status: 'ready',
    subject: 'Free days at the terminal',
    alternatives: ['The 30 days you have to contest detention', 'Who checks the days you are billed for?'],
    config: {
      useCaseId: 'use-detention',
      useCase: 'Contest detention and demurrage in time',
      emphasis: 'pain-point',
      openingLine: 'buying-signal',
      ctaSetting: 'priority-check',
    },
    parts: [
      ['greeting', 'Greeting', 'Hello {{firstName}},'],
      [
        'opening',
        'Opening',
        'I saw that you are looking for an analyst who knows demurrage. That usually means somebody has counted.',
      ],
      [
        'pain-point',
        'Pain point',
        'When an invoice for detention arrives, most of the thirty days to contest it are gone, and the proof sits in three terminal portals.',
      ],
      [
        'solution',
        'Solution',
        'Quillbarrow puts the container’s events beside the days that were billed and drafts the dispute. For an importer of your size that was 41 charges in the first quarter, 29 of which were taken back.',
      ],
      ['cta', 'Call to action', 'Is this a problem for this season, or one for later?'],
      signature,
    ],
  },
  {
    id: sampleIds.monthEnd,
    accountId: sampleIds.importers,
    personaId: sampleIds.controller,
    name: 'Freight accruals at month end',
    status: 'draft',
    subject: 'What freight will really have cost',
    alternatives: ['Accruals without last month plus a guess'],
    config: {
      useCaseId: 'use-accruals',
      useCase: 'Accrue freight at what it will really cost',
      emphasis: 'desired-outcome',
      openingLine: 'not-personalized',
      ctaSetting: 'free-resource',
    },
    parts: [
      ['greeting', 'Greeting', 'Hello {{firstName}},'],
      [
        'opening',
        'Opening',
        'Most importers accrue freight at last month plus a guess, and explain the difference two months later.',
      ],
      [
        'emphasis',
        'Outcome',
        'We know the contract price of each container on the day it leaves. The accrual is that number, and the variance is what the carrier got wrong.',
      ],
      [
        'cta',
        'Call to action',
        'I wrote down how one controller changed over within a single close, on two pages with the bookings. Shall I send it?',
      ],
      signature,
    ],
  },
  {
    id: sampleIds.residential,
    accountId: sampleIds.furniture,
    personaId: sampleIds.supplyChain,
    name: 'Which sofas lose money on the stairs',
    status: 'sent',
    subject: 'Delivery cost by product',
    alternatives: ['Three products that lose money on the stairs', 'Your last mile, line by line'],
    config: {
      useCaseId: 'use-last-mile',
      useCase: 'See what the last mile costs by product',
      emphasis: 'capabilities',
      openingLine: 'company-research',
      ctaSetting: 'meeting',
    },
    parts: [
      ['greeting', 'Greeting', 'Hello {{firstName}},'],
      [
        'opening',
        'Opening',
        'You wrote that every order should earn its delivery by next spring. Surcharges are where that is decided, and they are booked to one account.',
      ],
      [
        'solution',
        'Solution',
        'We tie each line of each delivery invoice to its order and product. A brand with 300 containers a year found that four products caused half of its redeliveries.',
      ],
      [
        'cta',
        'Call to action',
        'Could I show you that page with your own invoices, in twenty minutes next week?',
      ],
      signature,
    ],
  },
  {
    id: sampleIds.approvals,
    accountId: sampleIds.furniture,
    personaId: sampleIds.payables,
    name: 'Only the exceptions on your desk',
    status: 'draft',
    subject: '4,000 freight invoices',
    alternatives: ['Approve what follows the contract'],
    config: {
      useCaseId: 'use-approval',
      useCase: 'Approve freight invoices without asking around',
      emphasis: 'pain-point',
      openingLine: 'not-personalized',
      ctaSetting: 'feedback',
    },
    parts: [
      ['greeting', 'Greeting', 'Hello {{firstName}},'],
      [
        'opening',
        'Opening',
        'With several thousand freight invoices a month, every third one waits for an answer from somebody else.',
      ],
      [
        'solution',
        'Solution',
        'Quillbarrow approves lines that follow the contract and leaves you those that do not, each with the clause that it breaks. Carriers are paid on time either way.',
      ],
      ['cta', 'Call to action', 'What would it have to show before you let it approve anything?'],
      signature,
    ],
  },
  {
    id: sampleIds.rebilling,
    accountId: sampleIds.providers,
    personaId: sampleIds.operations,
    name: 'Charges that customers send back',
    status: 'ready',
    subject: 'Pass-through charges with proof',
    alternatives: ['The tenth of your charges that comes back'],
    config: {
      useCaseId: 'use-pass-through',
      useCase: 'Bill customers with the proof attached',
      emphasis: 'desired-outcome',
      openingLine: 'company-research',
      ctaSetting: 'meeting',
    },
    parts: [
      ['greeting', 'Greeting', 'Dear {{firstName}},'],
      [
        'opening',
        'Opening',
        'Your two largest customers put their freight out to tender this year, and both tenders ask for invoice accuracy.',
      ],
      [
        'pain-point',
        'Pain point',
        'A charge that comes back costs you twice: it is paid to the carrier, and half of the time it is written off.',
      ],
      [
        'solution',
        'Solution',
        'With Quillbarrow each pass-through charge goes out with its contract, its events and its price on one page. At a provider with 120 people, disputes fell from 11 to 3 in a hundred within four months. Margins stay out of it.',
      ],
      ['cta', 'Call to action', 'May I show you ten of your own charges like that? Half an hour is enough.'],
      signature,
    ],
  },
];

export const sampleCampaigns: NewDocuments['campaign'][] = letters.map(
  ({ id, accountId, personaId, name, status, subject, alternatives, config, parts }) => ({
    id,
    accountId,
    personaId,
    name,
    type: 'email',
    status,
    data: {
      sample: true,
      subject,
      alternatives: alternatives.map((text, index) => ({ id: `alternative-${index + 1}`, text })),
      segments: parts.map(([type, label, text], index) => ({ id: `part-${index + 1}`, type, label, text })),
      body: parts.map(([, , text]) => text).join('\n\n'),
      config,
    },
  }),
);
