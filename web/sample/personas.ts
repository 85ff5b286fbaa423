import type { NewDocuments } from '../workspace/workspace.ts';
import { sampleIds } from './ids.ts';

export const samplePersonas: NewDocuments['persona'][] = [
  {
    id: sampleIds.logistics,
    accountId: sampleIds.importers,
    name: 'Logistics manager, food import',
    data: {
      sample: true,
      description:
        'Runs inbound freight with a team of four. Knows every carrier by first name and every tariff by heart, up to the one that changed last month.',
      rationale: ['Sees the wrong charges first, and has no time to prove them'],
      demographics: {
        jobTitles: ['Logistics Manager', 'Head of Inbound Logistics', 'Import Manager'],
        departments: ['Logistics', 'Supply Chain'],
        seniority: ['Manager'],
        buyingRoles: ['Champion', 'End User'],
        jobDescriptionKeywords: ['demurrage', 'carrier management', 'reefer', 'free time'],
      },
      useCases: [
        {
          id: 'use-detention',
          useCase: 'Contest detention and demurrage in time',
          painPoints:
            'Invoices arrive after three weeks, the deadline is thirty days, and the proof is spread over terminal portals and e-mails.',
          capability: 'Container events beside the billed days, and a dispute ready to send',
          desiredOutcome: 'Every charge that was not owed is contested within a week',
        },
        {
          id: 'use-tariffs',
          useCase: 'Know which tariff holds for which container',
          painPoints:
            'Rates change monthly; the spreadsheet shows the last version and not the one that held.',
          capability: 'Every version of each contract, with its dates',
          desiredOutcome: 'One answer to what a container should have cost',
        },
      ],
      buyingSignals: [
        {
          id: 'signal-peak-season',
          title: 'The harvest season is three months away',
          description: 'Volumes double from August; whoever wants help for it decides before.',
          type: 'Other',
          priority: 'Medium',
          detectionMethod: 'Calendar of the origin countries that they buy from',
        },
      ],
      buyingSignalsRationale: ['In the season nobody introduces anything'],
      objections: [
        'My forwarder does this already',
        'I do not want a quarrel with carriers in the peak season',
      ],
      goals: ['Landed cost within 2 % of plan', 'No container on the quay beyond its free days'],
      purchaseJourney: [
        'Sends a month of invoices to see what comes out',
        'Shows the result to the controller',
        'Asks one reference of the same size',
      ],
    },
  },
  {
    id: sampleIds.controller,
    accountId: sampleIds.importers,
    name: 'Financial controller',
    data: {
      sample: true,
      description:
        'Closes the books by the fifth working day and has to accrue freight that nobody has billed yet. Trusts numbers with a document behind them.',
      rationale: ['Holds the budget, and gets the variance that freight leaves every month'],
      demographics: {
        jobTitles: ['Financial Controller', 'Head of Finance', 'Finance Director'],
        departments: ['Finance'],
        seniority: ['Director', 'Senior Manager'],
        buyingRoles: ['Economic Buyer', 'Budget Holder'],
        jobDescriptionKeywords: ['month-end close', 'accruals', 'landed cost'],
      },
      useCases: [
        {
          id: 'use-accruals',
          useCase: 'Accrue freight at what it will really cost',
          painPoints: 'Accruals are last month plus a guess; the correction comes two months later.',
          capability: 'The contract price of each shipment on the day it leaves',
          desiredOutcome: 'A freight variance that needs no explanation',
        },
      ],
      objections: ['Another system beside the ERP', 'How do I know that recovered money is not only moved?'],
      goals: ['Close by the fifth working day', 'An audit without findings on accruals'],
      purchaseJourney: [
        'Checks the sample against the ledger',
        'Wants a fixed price',
        'Signs with logistics beside',
      ],
    },
  },
  {
    id: sampleIds.supplyChain,
    accountId: sampleIds.furniture,
    name: 'VP Supply Chain',
    data: {
      sample: true,
      description:
        'Answers for the cost of a sofa from factory to living room. Came from a larger brand and misses the data that she had there.',
      demographics: {
        jobTitles: ['VP Supply Chain', 'VP Operations', 'Director of Supply Chain'],
        departments: ['Operations', 'Supply Chain'],
        seniority: ['VP'],
        buyingRoles: ['Decision Maker', 'Executive Sponsor'],
        jobDescriptionKeywords: ['contribution margin', 'last mile', 'carrier tender'],
      },
      useCases: [
        {
          id: 'use-last-mile',
          useCase: 'See what the last mile costs by product',
          painPoints: 'Surcharges are booked to one account; nobody knows which products cause them.',
          capability: 'Each line tied to its order and product',
          desiredOutcome: 'A list of products whose delivery eats their margin',
        },
      ],
      buyingSignals: [
        {
          id: 'signal-new-in-role',
          title: 'New in the role',
          description: 'In the first hundred days costs are looked at that were taken for given.',
          type: 'Social Media',
          priority: 'High',
          detectionMethod: 'Changes of job among the titles above',
        },
      ],
      objections: ['We tender every year anyway', 'My team has no capacity for disputes'],
      goals: ['Delivery below 18 % of revenue', 'Two carriers fewer by the end of the year'],
      purchaseJourney: ['Wants the three largest leaks on one page', 'Hands over to accounts payable'],
    },
  },
  {
    id: sampleIds.payables,
    accountId: sampleIds.furniture,
    name: 'Accounts payable lead',
    data: {
      sample: true,
      description:
        'Three people, 4,000 freight invoices a month, each with its own portal. Pays on time because nobody can say in time that something is wrong.',
      demographics: {
        jobTitles: ['Accounts Payable Lead', 'AP Manager'],
        departments: ['Finance'],
        seniority: ['Senior'],
        buyingRoles: ['End User', 'Blocker'],
        jobDescriptionKeywords: ['invoice approval', 'three-way match'],
      },
      useCases: [
        {
          id: 'use-approval',
          useCase: 'Approve freight invoices without asking around',
          painPoints: 'Every third invoice waits for an answer from the warehouse or the carrier.',
          capability:
            'Lines that follow the contract are approved by themselves; the rest comes with a reason',
          desiredOutcome: 'Only exceptions on the desk',
        },
      ],
      objections: ['Carriers block us when we pay late', 'Who is liable when it approves something wrong?'],
      goals: ['Backlog below two days', 'No late fees'],
      purchaseJourney: ['Is asked by the VP', 'Tries it for one carrier', 'Decides in fact, whoever signs'],
    },
  },
  {
    id: sampleIds.operations,
    accountId: sampleIds.providers,
    name: 'Owner and managing director',
    data: {
      sample: true,
      description:
        'Built the company over twenty years and still reads the invoices of the ten largest customers. Loses sleep over charges that a customer sends back.',
      demographics: {
        jobTitles: ['Managing Director', 'Owner', 'Chief Operating Officer'],
        departments: ['Management'],
        seniority: ['Founder/CEO', 'C-Suite'],
        buyingRoles: ['Decision Maker', 'Economic Buyer'],
        jobDescriptionKeywords: ['pass-through', 'settlement', 'customer retention'],
      },
      useCases: [
        {
          id: 'use-pass-through',
          useCase: 'Bill customers with the proof attached',
          painPoints: 'A tenth of all pass-through charges is disputed, and half of those are written off.',
          capability: 'Contract, events and price of each charge as one page for the customer',
          desiredOutcome: 'Charges that are paid at the first asking',
        },
      ],
      objections: ['My people know the tariffs', 'Customers would see our margins'],
      goals: ['Write-offs below 1 %', 'Keep the three largest customers through their tenders'],
      purchaseJourney: ['Listens to another owner', 'Wants to see his own data', 'Decides within two weeks'],
    },
  },
];
