import { carriedSchemas } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GeneratedWork, generatedWork } from '../generated-documents.ts';
import { damagedDumps, wholeDumps } from '../generated-dumps.ts';
import { changed, changes, fromValue, written } from '../generated-json.ts';
import { countLeaves, type Plan, type PlannedEntity, plan } from '../index.ts';
import { type WrittenDocument, writeAccount, writeCampaign, writeCompany } from './write.ts';

const now = '2026-11-23T09:00:00.000Z';
const ann = 'user-ann';
const ben = 'user-ben';

describe.each([
  ['whatever documents the contract takes', generatedWork(ann)],
  ['what whole dumps became', importedWork(wholeDumps())],
  ['what damaged dumps became', importedWork(damagedDumps())],
] as const)('an export of %s', (_, works: fc.Arbitrary<GeneratedWork>) => {
  test('brings the same documents into an empty account', () => {
    check(works, (work) => {
      const { entities } = planOf(dumpOf(work), ben);
      expect(contentsOf(entities)).toEqual(contentsOf(documentsIn(work)));
    });
  });

  test('finds each document again in the account it came from, and has nothing to change', () => {
    check(works, (work) => {
      const { entities } = planOf(dumpOf(work), ann);
      expect(entities.map(comparable)).toEqual(documentsIn(work).map(comparable));
    });
  });

  test('has every leaf in one class, understood, where the receipt says', () => {
    check(works, (work) => {
      const dump = dumpOf(work);
      const planned = planOf(dump, ben);
      expect(planned.totals.leaves).toBe(countLeaves(dump).total);
      expect(Object.values(planned.totals.classes).reduce((sum, count) => sum + count, 0)).toBe(
        planned.totals.leaves,
      );
      const asides = ['quarantined', 'conflict-kept-both', 'escaped', 'demo', 'server-copy'];
      expect(planned.leaves.filter((leaf) => asides.includes(leaf.class))).toEqual([]);
      expectTargetsResolve(planned, dump);
    });
  });

  test('is the same export again after a way through another account', () => {
    check(works, (work) => {
      const there = documentsIn(work);
      const back = planOf(dumpOf(importedFrom(planOf(dumpOf(work), ben).entities), ben), ann).entities;
      expect(contentsOf(back)).toEqual(contentsOf(there));
    });
  });
});

test('an export that somebody changed anywhere imports with every leaf explained', () => {
  check(fc.tuple(generatedWork(ann), changes(6)), ([work, list]) => {
    const dump = Object.fromEntries(
      Object.entries(dumpOf(work)).map(([key, text]) => [
        key,
        written(changed(fromValue(JSON.parse(text)), list)),
      ]),
    );
    const { leaves, totals } = planOf(dump, ben);
    expect(totals.leaves).toBe(countLeaves(dump).total);
    expect(leaves.filter(({ reason }) => reason === 'not-understood')).toEqual([]);
  });
});

test('an export beside the dump that it came from makes each document once', () => {
  check(wholeDumps(), ({ dashboard_overview, target_accounts, emailHistory }) => {
    // Without drafts: where a draft does not say what it belongs to, whatever else is there decides.
    const dump = { dashboard_overview, target_accounts, emailHistory };
    const works = importsOf(dump);
    const [work] = works;
    // With several companies the dump alone decides which account goes where, and one company more can change that.
    if (work === undefined || works.length > 1) return;
    const exported = dumpOf(work);
    const beside = {
      company_overview: exported.dashboard_overview,
      customer_profiles: exported.target_accounts,
    };
    const both = planOf({ ...dump, ...beside }, ann).entities;
    const idsOf = (entities: readonly PlannedEntity[]) =>
      entities.map(({ kind, id }) => `${kind} ${id}`).sort();
    expect(idsOf(both)).toEqual(idsOf(planOf(dump, ann).entities));
  });
});

test('what travels beside the old shape keeps its own contract', () => {
  check(generatedWork(ann), (work) => {
    const { dashboard_overview, target_accounts, emailHistory } = dumpOf(work);
    carriedSchemas.company.parse(JSON.parse(dashboard_overview)._gtm);
    for (const account of JSON.parse(target_accounts)) {
      carriedSchemas.account.parse(account._gtm);
      for (const persona of account.personas) carriedSchemas.persona.parse(persona._gtm);
    }
    for (const mail of JSON.parse(emailHistory)) carriedSchemas.campaign.parse(mail._gtm);
  });
});

function planOf(dump: Record<string, unknown>, userId: string): Plan {
  return plan({ dump, userId, now });
}

function check<T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, law), { numRuns: Number(process.env.RUNS ?? 100) });
}

type Dump = Record<'dashboard_overview' | 'target_accounts' | 'emailHistory', string>;

function dumpOf({ company, accounts, campaigns }: GeneratedWork, userId = ann): Dump {
  const mails = campaigns.map(({ document, account, persona }) => {
    const parents = { account: accounts[account]!, persona: accounts[account]!.personas[persona]! };
    return writeCampaign(document, parents, { userId });
  });
  return {
    dashboard_overview: JSON.stringify(writeCompany(company, { userId })),
    target_accounts: JSON.stringify(
      accounts.map((account) => writeAccount(account, account.personas, { userId })),
    ),
    emailHistory: JSON.stringify(mails),
  };
}

type Documents = Pick<PlannedEntity, 'kind' | 'id' | 'name' | 'parents' | 'createdAt'> &
  Partial<Pick<PlannedEntity, 'url' | 'type' | 'status'>> & { data: object };

/** In the order in which an import makes them. */
function documentsIn({ company, accounts, campaigns }: GeneratedWork): Documents[] {
  const one = (kind: PlannedEntity['kind'], document: WrittenDocument, parents: PlannedEntity['parents']) => {
    const { id, name, url, type, status, data, createdAt } = document;
    return { kind, id, name, url, type, status, data, createdAt, parents } as Documents;
  };
  return [
    one('company', company, {}),
    ...accounts.map((account) => one('account', account, { companyId: company.id })),
    ...accounts.flatMap((account) =>
      account.personas.map((persona) => one('persona', persona, { accountId: account.id })),
    ),
    ...campaigns.map(({ document, account, persona }) =>
      one('campaign', document, {
        accountId: accounts[account]!.id,
        personaId: accounts[account]!.personas[persona]!.id,
      }),
    ),
  ];
}

function comparable({ kind, id, name, url, type, status, data, createdAt, parents }: Documents) {
  return { kind, id, name, url: url ?? '', type, status, data, createdAt, parents };
}

/** With places in the list for ids. */
function contentsOf(documents: readonly Documents[]) {
  const places = new Map(documents.map(({ kind, id }, index) => [`${kind} ${id}`, index]));
  return documents.map((document) => ({
    ...comparable(document),
    id: undefined,
    parents: Object.fromEntries(
      Object.entries(document.parents).map(([name, id]) => [
        name,
        places.get(`${name.replace('Id', '')} ${id}`) ?? 'nowhere',
      ]),
    ),
  }));
}

function importedWork(dumps: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<GeneratedWork> {
  return dumps
    .map((dump) => importsOf(dump))
    .filter((works) => works.length > 0)
    .chain((works) => fc.constantFrom(...works));
}

/** One for each company that the dump became. */
function importsOf(dump: Record<string, unknown>): GeneratedWork[] {
  const { entities } = planOf(dump, ann);
  const companies = entities.filter(({ kind }) => kind === 'company');
  return companies.map((company) => importedFrom(below(entities, company)));
}

function below(entities: readonly PlannedEntity[], company: PlannedEntity): PlannedEntity[] {
  const accounts = new Set(
    entities.filter(({ parents }) => parents.companyId === company.id).map(({ id }) => id),
  );
  return entities.filter(
    ({ kind, id, parents }) =>
      (kind === 'company' && id === company.id) ||
      (kind === 'account' && accounts.has(id)) ||
      accounts.has(parents.accountId ?? ''),
  );
}

function importedFrom(entities: readonly PlannedEntity[]): GeneratedWork {
  const ofKind = (wanted: PlannedEntity['kind']) => entities.filter(({ kind }) => kind === wanted);
  const [company] = ofKind('company');
  if (company === undefined) throw new Error('no company');
  const accounts = ofKind('account').map((account) => ({
    ...writable(account),
    companyId: company.id,
    personas: ofKind('persona')
      .filter(({ parents }) => parents.accountId === account.id)
      .map(writable),
  }));
  const campaigns = ofKind('campaign').map((campaign) => {
    const account = accounts.findIndex(({ id }) => id === campaign.parents.accountId);
    const persona = accounts[account]!.personas.findIndex(({ id }) => id === campaign.parents.personaId);
    return { document: writable(campaign), account, persona };
  });
  return { company: writable(company), accounts, campaigns };
}

function writable({
  id,
  sourceId,
  name,
  url,
  type,
  status,
  data,
  createdAt,
}: PlannedEntity): WrittenDocument {
  return {
    id,
    sourceId,
    name,
    ...(url === undefined ? {} : { url }),
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
    data: data as Record<string, unknown>,
    createdAt: createdAt ?? now,
  };
}

function expectTargetsResolve({ entities, leaves }: Plan, dump: Dump): void {
  const byId = new Map(
    entities.map((entity) => [`${entity.kind} ${entity.id}`, { ...entity, ...entity.parents }]),
  );
  const values = new Map(Object.entries(dump).map(([key, text]) => [key, JSON.parse(text)]));
  for (const { key, pointer, target, class: leafClass } of leaves) {
    if (target === undefined) continue;
    const there = valueAt(byId.get(`${target.kind} ${target.id}`), target.pointer);
    expect(there, pointer).toBeDefined();
    if (leafClass !== 'derived') expect(there).toEqual(valueAt(values.get(key), pointer));
  }
}
