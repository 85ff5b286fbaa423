import { isWebAddress, Url } from '@blossomer/contract';
import { carriedIn } from './carried.ts';
import { companyTable, nameSpellings, typedUrlSpellings, urlSpellings } from './company-fields.ts';
import {
  addDuplicateFinding,
  answerToCarried,
  entityOf,
  identityOf,
  isEntity,
  sourceIdOfContent,
} from './entities.ts';
import { fields, readFields } from './fields.ts';
import { sourceIdOf } from './ids.ts';
import { cutName } from './names.ts';
import { plain } from './plain-text.ts';
import { readingOf, type Work } from './reading.ts';
import { putMissing, type Sketch } from './sketch.ts';
import type { Spot } from './spot.ts';
import { memberAt, textAt } from './text-at.ts';

/** The one company that a build had analysed: `dashboard_overview` (C1 to C4) and `company_overview`. */
export function readCompany(spot: Spot, work: Work): void {
  if (!isEntity(spot)) return;
  const carried = carriedIn(spot, 'company');
  const { sketch, isNew } = entityOf(work, {
    kind: 'company',
    ...identityOf(carried, () => companySourceId(spot.value) ?? sourceIdOfContent(spot)),
    oldId: undefined,
    parent: undefined,
  });
  if (!isNew) addDuplicateFinding(work, spot, sketch);
  answerToCarried(work, sketch, carried);
  readFields(spot, readingOf(work, sketch, spot, [], undefined, carried), companyFields, ['data']);
  if (!sketch.carried) completeCompany(spot, sketch);
}

const companyFields = fields(companyTable);

/** What a build without name and address said of them elsewhere. */
export function completeCompany(spot: Spot, sketch: Sketch): void {
  const domain = textAt(memberAt(spot.value, 'metadata'), 'domain');
  const address = plain(domain?.trim() ?? '');
  if (hostOf(address) !== undefined && Url.safeParse(address).success) putMissing(sketch, ['url'], address);
  const profile = firstProfile(spot.value);
  if (profile !== undefined) putMissing(sketch, ['name'], cutName(profile));
}

/** The host of what was typed, else of the model's address, else the domain it named, else the name. */
export function companySourceId(company: unknown): string | undefined {
  const id =
    hostOf(textAt(company, ...typedUrlSpellings)) ??
    hostOf(textAt(company, ...urlSpellings)) ??
    textAt(memberAt(company, 'metadata'), 'domain') ??
    textAt(company, ...nameSpellings) ??
    firstProfile(company);
  return id === undefined ? undefined : sourceIdOf(id);
}

export function hostOf(address: string | undefined): string | undefined {
  const text = address?.trim() ?? '';
  if (text === '' || !isWebAddress(text)) return undefined;
  return new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`).host;
}

/** The first build had no name for the company; its first profile stands in. */
function firstProfile(company: unknown): string | undefined {
  const profiles = memberAt(company, 'company_profiles');
  return Array.isArray(profiles) ? textAt({ first: profiles[0] }, 'first') : undefined;
}
