import type { NewDocuments } from '../workspace/workspace.ts';
import { sampleIds } from './ids.ts';

/** An invented company; nothing here is about a real one. */
export const sampleCompany: NewDocuments['company'] = {
  id: sampleIds.company,
  name: 'Quillbarrow',
  url: 'https://quillbarrow.example',
  data: {
    sample: true,
    description:
      'Quillbarrow checks every freight invoice against the contract it should follow, before it is paid. Mid-size importers and their logistics providers use it to find the charges that nobody agreed to: detention that was never owed, fuel tables of last year, surcharges billed twice.',
    businessProfile: {
      category: 'Freight invoice audit software',
      businessModel:
        'Yearly subscription by number of shipments, from 14,000 a year. No share of what is recovered: customers keep all of it.',
      existingCustomers:
        'Eleven customers: seven food and furniture importers with 300 to 2,000 containers a year, three regional logistics providers, one brewery. The longest has been with us for two and a half years.',
    },
    capabilities: [
      'Reads carrier contracts, tariffs and fuel tables as they come (PDF, spreadsheet, e-mail) and keeps every version with its dates',
      'Prices each shipment itself and compares line by line, within minutes of the invoice',
      'Proves free time: container events from terminals and trackers beside the days that were billed',
      'Drafts the dispute with its evidence, in the form that each carrier accepts',
      'Posts approved lines to the ledger with cost centre and container number',
    ],
    useCaseAnalysis: {
      processImpact:
        'The check moves from a sample of invoices after payment to all of them before it. Approval takes two days instead of two weeks, and disputes leave within the carrier’s deadline.',
      problemsAddressed:
        'Between 3 and 7 in 100 freight invoices are wrong, most of them in the carrier’s favour. Contracts are long, tariffs change monthly, and the deadline for a dispute is often thirty days.',
      howTheyDoItToday:
        'Somebody in logistics compares totals with a spreadsheet of last year’s rates and waves through whatever is within five percent. Accounts payable pays on time, because late fees are certain and overcharges are not.',
    },
    positioning: {
      keyMarketBelief:
        'Overcharges survive because checking one costs more than it returns. Make the check free and the carrier sends fewer of them.',
      uniqueApproach:
        'We price the shipment ourselves from the contract instead of comparing the invoice with history. A wrong charge that was paid for years is still wrong.',
      languageUsed:
        'Plain and exact: containers, free days, lines, deadlines. We say “recovered” only for money that has arrived.',
    },
    objections: [
      'Our freight forwarder already checks this for us',
      'We would have to hand over our contracts',
      'Disputes cost us goodwill with the carriers',
      'The savings will dry up after the first year',
    ],
    icpHypothesis: {
      targetAccountHypothesis:
        'Importers with 200 to 2,500 containers a year and at least four carriers under contract: enough lines that nobody can check them by hand, too few for a department of its own.',
      targetPersonaHypothesis:
        'The logistics manager feels it and the controller pays for it. Whoever signs is the one who has to explain the landed cost.',
    },
    metadata: {
      sourcesUsed: ['Home page', 'Pricing page', 'Two customer stories', 'Notes of the founder'],
      contextQuality: 'high',
      assessmentSummary: 'Product, price and customers are clear. What happens after the first year is thin.',
      assumptionsMade: ['Most disputes are about ocean freight; road is the smaller part'],
      discoveryGaps: [
        'Renewal rate after the second year',
        'How often carriers correct their billing for good',
      ],
    },
  },
};
