import { isSecretName } from './secret-names.ts';

/** What a localStorage key holds, told by its name alone. */
export type Family =
  | 'company'
  | 'accounts'
  | 'campaigns'
  | 'draft'
  | 'draft-index'
  | 'preference'
  | 'secret'
  | 'unknown';

export function familyOf(key: string): Family {
  if (draftIndexes.has(key)) return 'draft-index';
  if (draftKey.test(key)) return 'draft';
  return families.get(key) ?? (isSecretName(key) ? 'secret' : 'unknown');
}

/** Whether documents can come of it. */
export function isWork(key: string): boolean {
  return ['company', 'accounts', 'campaigns', 'draft'].includes(familyOf(key));
}

/** The root a family needs; a family that is not read takes any. */
export function rootOf(family: Family): 'object' | 'array' | 'any' {
  if (family === 'company' || family === 'draft') return 'object';
  if (family === 'accounts' || family === 'campaigns' || family === 'draft-index') return 'array';
  return 'any';
}

/** Companies before accounts before campaigns, whatever the order of the dump: later ones refer to earlier ones. */
export function compareKeys(one: string, other: string): number {
  return rankOf(one) - rankOf(other) || (one < other ? -1 : 1);
}

const families = new Map<string, Family>([
  ['dashboard_overview', 'company'],
  ['company_overview', 'company'],
  ['target_accounts', 'accounts'],
  ['customer_profiles', 'accounts'],
  ['emailHistory', 'campaigns'],
  ['sidebarCollapsed', 'preference'],
  ['blossomer_api_key', 'secret'],
  ['blossomer_auth', 'secret'],
  ['authState', 'secret'],
]);
const order = [...families.keys()];
const draftIndexes = new Set(['draft_entities_list', 'pg_draft_entities_list']);
const draftKey = /^(pg_)?draft_(company|account|persona|campaign)_/;

function rankOf(key: string): number {
  const rank = order.indexOf(key);
  return rank === -1 ? order.length : rank;
}
