import type { Shape, Table } from './fields.ts';
import { plain } from './plain-text.ts';
import { aside, isNotAvailable, moved } from './shapes.ts';
import { putMissing } from './sketch.ts';
import { elementsOf } from './spot.ts';

/** C5: drafts held the objects of a company as lists of "Label: value" lines. */
export const insightTable: Table = {
  businessProfileInsights: [
    moved(['businessProfile'], insights(['category', 'businessModel', 'existingCustomers'])),
    'businessProfileInsights',
  ],
  useCaseAnalysisInsights: [
    moved(['useCaseAnalysis'], insights(['processImpact', 'problemsAddressed', 'howTheyDoItToday'])),
    'useCaseAnalysisInsights',
  ],
  positioningInsights: [
    moved(['positioning'], insights(['keyMarketBelief', 'uniqueApproach', 'languageUsed'])),
    'positioningInsights',
  ],
  targetCustomerInsights: [
    moved(['icpHypothesis'], insights(['targetAccountHypothesis', 'targetPersonaHypothesis'])),
    'targetCustomerInsights',
  ],
};

/** The lines are kept as they were; what follows a known label stands in its field as well. */
function insights(names: readonly string[]): Shape {
  return (spot, reading, path) => {
    aside(spot, reading);
    for (const { value } of elementsOf(spot)) {
      const [, label, words] = /^([^:]{1,60}):\s*(\S.*)$/s.exec(typeof value === 'string' ? value : '') ?? [];
      const name = names.find((known) => known.toLowerCase() === label?.replace(/\s/g, '').toLowerCase());
      if (name === undefined || words === undefined || isNotAvailable(words)) continue;
      putMissing(reading.sketch, [...path, name], plain(words));
    }
  };
}
