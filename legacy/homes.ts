import { type Because, Url } from '@blossomer/contract';
import { hostOf } from './companies.ts';
import { entityOf } from './entities.ts';
import { addFinding, quoted } from './findings.ts';
import { sourceIdOf } from './ids.ts';
import { cutName } from './names.ts';
import type { Work } from './reading.ts';
import { put, type Sketch, valueIn } from './sketch.ts';
import { textAt } from './text-at.ts';

/**
 * Gives each account its company, which the old builds never wrote down. It is the one that was analysed last, unless
 * every mail of the account remembers another.
 */
export function attachAccounts(work: Work, current: Sketch | undefined, because: Because): void {
  const analysed = new Set(work.companies.values());
  attachHomeless(work, current, because);
  attachAsDecided(work);
  dropUnused(work, analysed);
}

/** Decisions may name the companies that these are made, so they come after. */
function attachHomeless(work: Work, current: Sketch | undefined, because: Because): void {
  const remembered = rememberedCompanies(work);
  const homeless = [...new Set(work.accounts.values())].filter(({ parent }) => parent === undefined);
  const homes = homeless.map((account) => homeOf(account, work, current, remembered.get(account) ?? []));
  const rest = homes.includes(undefined)
    ? (current ?? placeholder(work, [...remembered.values()].flat()))
    : undefined;
  for (const [index, account] of homeless.entries()) {
    const home = homes[index];
    account.parent = home ?? rest;
    account.because = home !== undefined ? 'snapshot' : current === undefined ? 'placeholder' : because;
  }
}

/** A company that was made for accounts which have all been sent elsewhere since. */
function dropUnused(work: Work, analysed: ReadonlySet<Sketch>): void {
  const used = new Set([...work.accounts.values()].map(({ parent }) => parent));
  for (const [sourceId, company] of work.companies)
    if (!analysed.has(company) && !used.has(company)) work.companies.delete(sourceId);
}

function attachAsDecided(work: Work): void {
  const { homes, companies, faults } = work.choices;
  const accounts = new Map([...work.accounts.values()].map((account) => [account.id, account]));
  const planned = new Map([...work.companies.values()].map((company) => [company.id, company]));
  for (const [accountId, { companyId, pointer }] of homes) {
    const account = accounts.get(accountId);
    const company = planned.get(companyId) ?? companies.get(companyId);
    if (account !== undefined && company !== undefined) {
      account.parent = company;
      account.because = 'decision';
      account.isHomeDecidedNow = pointer !== undefined;
      account.isFromDump ||= pointer !== undefined;
    } else if (pointer !== undefined) {
      if (account === undefined) faults.push(unknown(`${pointer}/accountId`, 'This import knows no account'));
      if (company === undefined)
        faults.push(
          unknown(`${pointer}/companyId`, 'There is no company of yours, and this import makes none,'),
        );
    }
  }
}

function unknown(pointer: string, sentence: string) {
  return { pointer, message: `${sentence} with this id.` };
}

/** A company as a mail remembers it. */
interface Remembered {
  name: string | undefined;
  url: string | undefined;
}

function rememberedCompanies(work: Work): Map<Sketch, Remembered[]> {
  const byAccount = new Map<Sketch, Remembered[]>();
  for (const campaign of work.campaigns.values()) {
    const account = campaign.parent?.parent;
    const snapshot = valueIn(campaign, ['data', 'snapshots', 'company']);
    const company = { name: textAt(snapshot, 'name'), url: textAt(snapshot, 'url') };
    if (account === undefined || sourceIdFor(company) === undefined) continue;
    const list = byAccount.get(account);
    if (list === undefined) byAccount.set(account, [company]);
    else list.push(company);
  }
  return byAccount;
}

/** undefined when the mails do not say. */
function homeOf(
  account: Sketch,
  work: Work,
  current: Sketch | undefined,
  named: readonly Remembered[],
): Sketch | undefined {
  const [other] = named;
  if (other === undefined) return undefined;
  const isDecided = work.choices.homes.has(account.id);
  if (current !== undefined && named.some((company) => isAlike(company, current.resource))) return current;
  if (named.every((company) => isAlike(company, other))) {
    const home = companyOf(other, work);
    if (current !== undefined && !isDecided) addOtherFinding(work, account, home);
    return home;
  }
  if (!isDecided) addAmbiguousFinding(work, account);
  return undefined;
}

/** Without an overview: the company that all mails remember, or one that says what it is. */
function placeholder(work: Work, remembered: readonly Remembered[]): Sketch {
  const [first] = remembered;
  const isOne = first !== undefined && remembered.every((company) => isAlike(company, first));
  return companyOf(isOne ? first : { name: 'Imported company', url: undefined }, work);
}

function companyOf(company: Remembered, work: Work): Sketch {
  const sourceId = sourceIdFor(company) ?? '';
  const wanted = { kind: 'company', sourceId, oldId: undefined, parent: undefined } as const;
  const { sketch, isNew } = entityOf(work, wanted);
  if (!isNew) return sketch;
  sketch.recovered = true;
  put(sketch, ['name'], cutName(company.name ?? sourceId));
  if (company.url !== undefined && Url.safeParse(company.url).success) put(sketch, ['url'], company.url);
  put(sketch, ['data', 'provenance', 'recovered'], true);
  addFinding(
    work,
    'placeholder-company',
    `The company ${quoted(sketch.resource.name)} was made for accounts that lost theirs; nothing else is known of it.`,
    { sketch },
  );
  return sketch;
}

function sourceIdFor({ name, url }: Remembered): string | undefined {
  const id = hostOf(url) ?? name;
  return id === undefined ? undefined : sourceIdOf(id);
}

/** One host, but for `www.`, or one name. */
function isAlike(one: Partial<Remembered>, other: Partial<Remembered>): boolean {
  const host = bareHost(one.url);
  if (host !== undefined && host === bareHost(other.url)) return true;
  return one.name !== undefined && other.name !== undefined && bareName(one.name) === bareName(other.name);
}

function bareHost(url: string | undefined): string | undefined {
  return hostOf(url)?.replace(/^www\./, '');
}

function bareName(name: string): string {
  return name.trim().toLowerCase();
}

function addOtherFinding(work: Work, account: Sketch, home: Sketch): void {
  addFinding(
    work,
    'other-company',
    `Every e-mail of the account ${quoted(account.resource.name)} was written for the company ${quoted(home.resource.name)}; the account was attached to it.`,
    { sketch: account },
  );
}

function addAmbiguousFinding(work: Work, account: Sketch): void {
  addFinding(
    work,
    'ambiguous-parent',
    `The e-mails of the account ${quoted(account.resource.name)} name several companies; please check which one it belongs to.`,
    { sketch: account },
  );
}
