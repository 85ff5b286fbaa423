import { readFileSync } from 'node:fs';
import { AccountData, CampaignData, CompanyData, Finding, Name, PersonaData, Url } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damagedDumps, wholeDumps } from './generated-dumps.ts';
import { changed, changes, fromValue, hostileJson, hostileTexts, written } from './generated-json.ts';
import { countLeaves, type Plan, type PlannedEntity, plan } from './index.ts';
import { plain } from './plain-text.ts';

const now = '2026-11-23T09:00:00.000Z';

describe.each([
  ['whole dumps', wholeDumps()],
  ['damaged dumps', damagedDumps()],
  ['the dumps of the hand-off, changed anywhere', changedFixtures()],
  ['dumps of anything', anyDumps()],
] as const)('for %s', (_, dumps: fc.Arbitrary<Record<string, unknown>>) => {
  test('every leaf that the scanner counts is in the receipt, in one class, and understood', () => {
    check(dumps, (dump) => {
      const { leaves, totals } = planOf(dump);
      const counted = countLeaves(dump);
      expect(leaves).toHaveLength(counted.total);
      expect(totals.leaves).toBe(counted.total);
      expect(Object.values(totals.classes).reduce((sum, count) => sum + count, 0)).toBe(counted.total);
      for (const [key, count] of Object.entries(counted.byKey)) {
        expect(leaves.filter((leaf) => leaf.key === key)).toHaveLength(count);
      }
      expect(leaves.filter(({ reason }) => reason === 'not-understood')).toEqual([]);
    });
  });

  test('what is stored stands where the receipt says, unchanged', () => {
    check(dumps, (dump) => expectTargetsResolve(planOf(dump)));
  });

  test('every document keeps the contract, and every parent comes before its children', () => {
    check(dumps, (dump) => {
      const seen = new Set<string>();
      for (const entity of planOf(dump).entities) {
        expectContract(entity);
        for (const parent of Object.values(entity.parents)) expect(seen).toContain(parent);
        expect(seen).not.toContain(entity.id);
        seen.add(entity.id);
      }
    });
  });

  test('jsonb takes every document and every finding', () => {
    check(dumps, (dump) => {
      const { entities, findings } = planOf(dump);
      expect(unstorable([entities, findings])).toEqual([]);
      for (const finding of findings) Finding.parse(finding);
    });
  });

  test('the same dump gives the same plan, whatever the order of its keys', () => {
    check(dumps, (dump) => {
      const reversed = Object.fromEntries(Object.entries(dump).reverse());
      expect(planOf(reversed)).toEqual(planOf(dump));
    });
  });
});

test('a dump with parsed values gives the entities of the dump with strings', () => {
  check(wholeDumps(), (dump) => {
    const strings = Object.fromEntries(
      Object.entries(dump).map(([key, value]) => [key, JSON.stringify(value)]),
    );
    expect(planOf(dump)).toEqual(planOf(strings));
  });
});

test('a secret is in no part of the plan', () => {
  check(fc.tuple(damagedDumps(), fc.string({ minLength: 8 })), ([dump, noise]) => {
    const secret = `s3cret-${noise}`;
    const secrets = {
      blossomer_api_key: secret,
      blossomer_auth: { token: secret },
      authState: `{"t":"${secret}"}`,
    };
    const planned = planOf({ ...dump, ...secrets });
    expect(JSON.stringify(planned)).not.toContain('s3cret-');
    expect(planned.totals.classes['refused-secret']).toBe(3);
  });
});

test('no e-mail is dropped', () => {
  check(wholeDumps(), (dump) => {
    const mails = dump.emailHistory as { id?: string; config?: { selectedAccount?: string } }[];
    const ids = new Set(
      mails.filter(({ config }) => config?.selectedAccount !== '1').flatMap(({ id }) => id ?? []),
    );
    const campaigns = planOf(dump).entities.filter(({ kind }) => kind === 'campaign');
    for (const id of ids) expect(campaigns.map(({ sourceId }) => sourceId)).toContain(id);
  });
});

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}

function check<T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, law), { numRuns: Number(process.env.RUNS ?? 60) });
}

function changedFixtures(): fc.Arbitrary<Record<string, string>> {
  const fixtures = ['handoff', 'customer-profiles', 'playground-drafts'].map(
    (name): Record<string, string> =>
      JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')),
  );
  return fc.tuple(fc.constantFrom(...fixtures), changes(8), fc.nat()).map(([fixture, list, cut]) =>
    Object.fromEntries(
      Object.entries(fixture).map(([key, raw], index) => {
        const text = written(changed(fromValue(JSON.parse(raw)), list));
        return [key, cut % 7 === index ? text.slice(0, cut % (text.length + 1)) : text];
      }),
    ),
  );
}

function anyDumps(): fc.Arbitrary<Record<string, string>> {
  const keys = fc.oneof(
    fc.constantFrom(
      'dashboard_overview',
      'target_accounts',
      'emailHistory',
      'customer_profiles',
      'company_overview',
    ),
    fc.constantFrom('pg_draft_company_x', 'draft_entities_list', 'sidebarCollapsed', '__proto__'),
    hostileTexts,
  );
  return fc
    .array(fc.tuple(keys, hostileJson.map(written)), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries));
}

function expectTargetsResolve({ entities, leaves, sources }: Plan): void {
  const byId = new Map(entities.map((entity) => [entity.id, resourceOf(entity)]));
  const values = new Map(sources.map(({ key, raw }) => [key, parsed(raw)]));
  for (const leaf of leaves) {
    const hasTarget = ['stored', 'escaped', 'derived', 'equal-merged', 'conflict-kept-both'].includes(
      leaf.class,
    );
    expect(leaf.target !== undefined).toBe(hasTarget);
    if (leaf.target === undefined) continue;
    const there = valueAt(byId.get(leaf.target.id), leaf.target.pointer);
    expect(there, leaf.pointer).toBeDefined();
    const value = valueAt(values.get(leaf.key), leaf.pointer);
    if (leaf.class === 'escaped') expectEscaped(there, value);
    else if (leaf.class !== 'derived') expect(there).toEqual(value);
  }
}

function expectEscaped(there: unknown, value: unknown): void {
  if (typeof value === 'string') expect(there).toBe(plain(value));
  else if (typeof value === 'number') expect([Number(there), there]).toContain(value);
  else expect(there).toEqual(value);
}

function resourceOf(entity: PlannedEntity) {
  return { ...entity, ...entity.parents };
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function expectContract({ kind, id, name, url, sourceId, createdAt, data }: PlannedEntity): void {
  const schemas = {
    company: CompanyData,
    account: AccountData,
    persona: PersonaData,
    campaign: CampaignData,
  };
  expect(schemas[kind].parse(data)).toEqual(data);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  Name.parse(name);
  Url.parse(url ?? '');
  expect(sourceId.length).toBeLessThanOrEqual(200);
  if (createdAt !== null) expect(new Date(createdAt).toISOString()).toBe(createdAt);
}

/** Every text, key or number in it that PostgreSQL would refuse or change. */
function unstorable(value: unknown): unknown[] {
  if (typeof value === 'string') return plain(value) === value ? [] : [value];
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? [] : [value];
  if (typeof value !== 'object' || value === null) return value === undefined ? [value] : [];
  const forbidden = ['__proto__', 'constructor', 'prototype'].filter((key) => Object.hasOwn(value, key));
  const keys = Array.isArray(value) ? [] : Object.keys(value).flatMap(unstorable);
  return [...forbidden, ...keys, ...Object.values(value).flatMap(unstorable)];
}
