import type { NewDocuments } from '../workspace/workspace.ts';
import { sampleIds } from './ids.ts';

const companyId = sampleIds.company;

export const sampleAccounts: NewDocuments['account'][] = [
  {
    id: sampleIds.importers,
    companyId,
    name: 'Specialty food importers',
    data: {
      sample: true,
      description:
        'Family-owned and growing importers of oils, coffee, nuts and preserves. 300 to 1,200 refrigerated and dry containers a year from eight or more origins, a logistics team of three to six.',
      rationale: [
        'Refrigerated boxes carry twice as many surcharges as dry ones: plug-in days, monitoring, power',
        'Inspections hold containers beyond free time, and who pays is often billed wrongly',
        'Margins are thin enough that 1 % of freight is felt at the end of the year',
      ],
      firmographics: {
        industry: ['Food import', 'Wholesale of groceries'],
        employees: '50 to 400',
        departmentSize: 'Logistics: 3 to 6',
        revenue: '40 to 300 million',
        geography: ['Northern Europe', 'United States, East Coast'],
        businessModel: ['B2B', 'Wholesale'],
        fundingStage: ['Family-owned', 'Private equity'],
        companyType: ['Private'],
        keywords: ['reefer', 'cold chain', 'container import', 'customs inspection'],
      },
      buyingSignals: [
        {
          id: 'signal-reefer-contract',
          title: 'A new contract season with more carriers',
          description: 'They moved from two ocean carriers to four or more at the last tender.',
          type: 'News',
          priority: 'High',
          detectionMethod: 'Bill-of-lading data: number of carriers by quarter',
        },
        {
          id: 'signal-analyst-job',
          title: 'Looking for a freight cost analyst',
          description: 'The job names invoice control, demurrage or landed cost among its tasks.',
          type: 'Company Data',
          priority: 'High',
          detectionMethod: 'Job boards, weekly search for “demurrage” and “freight audit”',
        },
        {
          id: 'signal-new-erp',
          title: 'A new ERP goes live',
          description: 'Within twelve months of a change, approval of freight invoices is drawn up anew.',
          type: 'Tech Stack',
          priority: 'Medium',
          detectionMethod: 'Partner pages of ERP consultants, profiles of the project team',
        },
      ],
      buyingSignalsRationale: [
        'More carriers mean more tariffs to know; the spreadsheet breaks at the third',
        'A job for an analyst says that the budget exists and the pain has a name',
      ],
      metadata: {
        primaryContextSource: 'user_input',
        sourcesUsed: ['Seven customers', 'Interviews with two prospects'],
        confidenceAssessment: {
          overallConfidence: 'High',
          dataQuality: 'First-hand',
          inferenceLevel: 'minimal',
          recommendedImprovements: ['Tell fresh from frozen: inspections differ'],
        },
      },
    },
  },
  {
    id: sampleIds.furniture,
    companyId,
    name: 'Furniture brands that ship to the door',
    data: {
      sample: true,
      description:
        'Online-first furniture brands with 200 to 900 containers a year and home delivery through several regional carriers. They pay for ocean, drayage, storage and the last mile, each billed by somebody else.',
      rationale: [
        'Every order has four or five freight invoices; nobody sees them side by side',
        'Residential, stairs and redelivery surcharges are the largest unchecked cost they have',
      ],
      firmographics: {
        industry: ['Furniture', 'Home goods'],
        employees: '80 to 500',
        departmentSize: 'Supply chain: 5 to 15',
        revenue: '30 to 200 million',
        geography: ['United States', 'Germany', 'Netherlands'],
        businessModel: ['B2C', 'E-commerce'],
        fundingStage: ['Series B', 'Series C', 'Bootstrapped'],
        companyType: ['Private'],
        keywords: ['white-glove delivery', 'drayage', 'last mile', 'landed cost'],
      },
      buyingSignals: [
        {
          id: 'signal-margin-target',
          title: 'A margin target is set in public',
          description:
            'Management promises profit by a date; freight is the second largest cost after the goods.',
          type: 'News',
          priority: 'High',
          detectionMethod: 'Interviews and investor letters that name contribution margin',
        },
        {
          id: 'signal-second-warehouse',
          title: 'A second warehouse opens',
          description: 'New lanes come with new carriers and rates that nobody has checked yet.',
          type: 'Company Data',
          priority: 'Medium',
          detectionMethod: 'Job advertisements by place, shipping page of the shop',
        },
        {
          id: 'signal-delivery-reviews',
          title: 'Complaints about redelivery',
          description: 'Reviews mention a second attempt; each of them is billed twice.',
          type: 'Social Media',
          priority: 'Low',
          detectionMethod: 'Review sites, share of reviews with “second delivery”',
        },
      ],
      buyingSignalsRationale: ['A promise of profit makes somebody count what nobody counted before'],
    },
  },
  {
    id: sampleIds.providers,
    companyId,
    name: 'Regional logistics providers',
    data: {
      sample: true,
      description:
        'Logistics providers with 60 to 300 people who pay carriers and bill their own customers. What they do not check they either absorb or pass on, and both cost them.',
      rationale: [
        'They lose a charge twice: paid to the carrier, and refused by the customer',
        'Their customers ask for proof with every pass-through',
      ],
      firmographics: {
        industry: ['Freight forwarding', 'Contract logistics'],
        employees: '60 to 300',
        revenue: '20 to 120 million',
        geography: ['Benelux', 'Northern Germany', 'Poland'],
        businessModel: ['B2B services'],
        companyType: ['Private', 'Owner-led'],
        keywords: ['3PL', 'pass-through charges', 'carrier settlement'],
      },
      buyingSignals: [
        {
          id: 'signal-lost-customer',
          title: 'A large customer puts its freight out to tender',
          description: 'The tender asks for invoice accuracy, often for the first time.',
          type: 'News',
          priority: 'High',
          detectionMethod: 'Tender portals; questions that forwarders are asked in public',
        },
        {
          id: 'signal-settlement-team',
          title: 'The settlement team grows faster than the shipments',
          description: 'Two or more openings in carrier settlement within a quarter.',
          type: 'Company Data',
          priority: 'Medium',
          detectionMethod: 'Job boards, compared with reported volumes',
        },
      ],
    },
  },
];
