import { envelopeIn } from './envelopes.ts';
import { familyOf } from './keys.ts';
import { openSource } from './source.ts';
import { isObject, type JsonObject } from './spot.ts';
import { idAt, memberAt } from './text-at.ts';

/**
 * Which generations of the old builds wrote the value of a key, each with the number of objects that show it. It reads
 * the marks that a generation left, and is for people to look at: the readers take every spelling and ask none of this.
 */
export function generationsIn(key: string, given: unknown): Record<string, number> {
  const source = openSource(key, given);
  if (source.root === undefined) return {};
  const { value } = source.root;
  switch (source.family) {
    case 'company':
      return counted(isObject(value) ? [companyGeneration(value)] : []);
    case 'accounts':
      return counted(objectsIn(value).flatMap((account) => accountGenerations(key, account)));
    case 'campaigns':
      return counted(objectsIn(value).map(campaignGeneration));
    case 'draft':
      return counted(envelopeIn(source, source.root) ? [key.startsWith('pg_') ? 'D2' : 'D1'] : []);
    default:
      return {};
  }
}

/** What a key is for, in the words of this build. */
export function familyNameOf(key: string): string {
  return familyNames[familyOf(key)];
}

const familyNames = {
  company: 'company',
  accounts: 'accounts',
  campaigns: 'e-mails',
  draft: 'draft',
  'draft-index': 'list of drafts',
  preference: 'preference',
  secret: 'secret',
  unknown: 'unknown',
} as const;

function companyGeneration(company: JsonObject): string {
  if (
    Object.keys(company).some((name) =>
      /^(businessProfile|useCaseAnalysis|positioning|targetCustomer)Insights$/.test(name),
    )
  )
    return 'C5';
  if (has(company, 'businessProfile', 'useCaseAnalysis', 'positioning', 'icpHypothesis')) return 'C4';
  if (has(company, 'company_name', 'company_url', 'company_overview')) return 'C2';
  if (has(company, 'companyOverview', 'productDescription')) return 'C3';
  if (has(company, 'product_description', 'company_profiles', 'key_features')) return 'C1';
  if (has(company, 'companyName')) return 'C4';
  return has(company, 'value') ? 'C (an answer that was no object)' : 'C?';
}

function accountGenerations(key: string, account: JsonObject): string[] {
  return [accountGeneration(key, account), ...objectsIn(account.personas).map(personaGeneration)];
}

function accountGeneration(key: string, account: JsonObject): string {
  const signals = objectsIn(account.buyingSignals);
  if (key === 'customer_profiles') return 'A0';
  if (signals.some((signal) => has(signal, 'detection_method'))) return 'A5';
  if (has(account, 'targetAccountName', 'targetAccountRationale')) return 'A4';
  if (signals.some((signal) => has(signal, 'enabled'))) return 'A3';
  if (has(account, 'buying_signals')) return 'A1';
  const { firmographics } = account;
  if (isObject(firmographics) && isObject(firmographics.company_size))
    return has(firmographics.company_size, 'departmentSize') ? 'A3' : 'A1';
  return has(account, 'buyingSignals', 'firmographics', 'name') ? 'A2' : 'A?';
}

function personaGeneration(persona: JsonObject): string {
  if (has(persona, 'targetPersonaName', 'demographics')) return 'P2';
  return has(persona, 'personaName', 'personaDescription') ? 'P1' : 'P0';
}

function campaignGeneration(mail: JsonObject): string {
  if (has(mail, 'companySnapshot', 'accountSnapshot', 'personaSnapshot')) return 'E3';
  return /^[12]$/.test(idAt(memberAt(mail, 'config'), 'selectedAccount') ?? '') ? 'E1' : 'E2';
}

function has(object: JsonObject, ...names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(object, name));
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
