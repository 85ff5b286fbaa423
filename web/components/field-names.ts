import { parsePointer } from '@blossomer/json';

/** How a field is called on its screen, by its pointer: "Positioning: key market belief". */
export function fieldName(pointer: string): string {
  const tokens = parsePointer(pointer).filter((token) => token !== 'data');
  if (tokens.length === 0) return 'The whole document';
  const [first = '', ...rest] = tokens.map(wordsOf);
  return [first, ...rest.map((words) => words.charAt(0).toLowerCase() + words.slice(1))].join(': ');
}

function wordsOf(key: string): string {
  const known = names[key];
  if (known !== undefined) return known;
  const spaced = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ');
  const lower = spaced.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** Where the key alone would not read as the screen does. */
const names: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  url: 'Website',
  companyId: 'Company',
  accountId: 'Account',
  personaId: 'Persona',
  useCaseAnalysis: 'Use cases and process',
  howTheyDoItToday: 'How they do it today',
  icpHypothesis: 'ICP hypothesis',
  objections: 'Likely objections',
  rationale: 'Why this one',
  buyingSignalsRationale: 'Why these signals',
  segments: 'Parts',
  alternatives: 'Other subject lines',
  body: 'Text',
  ctaSetting: 'Call to action',
});
