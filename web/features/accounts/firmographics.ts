import type { Account } from '@blossomer/contract';

type Firmographics = NonNullable<Account['data']['firmographics']>;

/** In the order in which prospecting tools ask for them; the keys are those of the document. */
export const firmographicFields = [
  { key: 'industry', label: 'Industry', isList: true },
  { key: 'employees', label: 'Employees', isList: false },
  { key: 'departmentSize', label: 'Size of the department', isList: false },
  { key: 'revenue', label: 'Revenue', isList: false },
  { key: 'geography', label: 'Geography', isList: true },
  { key: 'businessModel', label: 'Business model', isList: true },
  { key: 'fundingStage', label: 'Funding stage', isList: true },
  { key: 'companyType', label: 'Company type', isList: true },
  { key: 'keywords', label: 'Keywords', isList: true },
] as const;

/** One line a field, as it is pasted into a prospecting tool; what is empty is left out. */
export function firmographicsText(firmographics: Firmographics = {}): string {
  return firmographicFields
    .map(({ key, label }) => {
      const value = firmographics[key];
      return { label, words: Array.isArray(value) ? value.join(', ') : (value ?? '') };
    })
    .filter(({ words }) => words.trim() !== '')
    .map(({ label, words }) => `${label}: ${words}`)
    .join('\n');
}

/** Kept by an import under names that are none of ours. */
export function otherFirmographics(firmographics: Firmographics = {}): [string, unknown][] {
  const known: readonly string[] = firmographicFields.map(({ key }) => key);
  return Object.entries(firmographics).filter(([key]) => !known.includes(key));
}
