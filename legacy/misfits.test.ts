import { AccountData, CampaignData, CompanyData, PersonaData } from '@blossomer/contract';
import { describe, expect, test } from 'vitest';
import { countLeaves, plan } from './index.ts';

/** Every field of the contract, found in its schemas, gets what it cannot hold; a field added later is tried as well. */
describe.each([
  ['company', CompanyData, (data: object) => ({ dashboard_overview: data })],
  ['account', AccountData, (data: object) => ({ target_accounts: [{ id: 'acc-1', ...data }] })],
  [
    'persona',
    PersonaData,
    (data: object) => ({ target_accounts: [{ id: 'acc-1', personas: [{ id: '1', ...data }] }] }),
  ],
  ['campaign', CampaignData, (data: object) => ({ emailHistory: [{ id: '1', ...data }] })],
] as const)('a %s', (kind, schema, dumpOf) => {
  test.each(pathsIn(schema, []).map((path) => [path.join('.'), path] as const))(
    'keeps what does not fit into %s beside it',
    (_, path) => {
      for (const misfit of [5, true, 'none of the words', [[1]], { odd: [2] }, [{ odd: 3 }]]) {
        const dump = dumpOf(nested(path, misfit) as object);
        const { entities, totals, leaves } = plan({
          dump,
          userId: 'user-1',
          now: '2026-11-23T09:00:00.000Z',
        });
        expect(totals.leaves).toBe(countLeaves(dump).total);
        expect(leaves.filter((leaf) => leaf.class === 'quarantined')).toEqual([]);
        expect(entities.filter((entity) => entity.kind === kind)).toHaveLength(1);
      }
    },
  );
});

function nested(path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return name === '0' ? [nested(rest, value)] : { [name]: nested(rest, value) };
}

function pathsIn(schema: unknown, path: readonly string[]): string[][] {
  const def = memberOf(memberOf(schema, '_zod'), 'def');
  const inner = memberOf(def, 'innerType');
  const element = memberOf(def, 'element');
  const shape = memberOf(def, 'shape');
  const value = memberOf(def, 'valueType');
  const here = path.length > 0 ? [[...path]] : [];
  if (inner !== undefined) return pathsIn(inner, path);
  if (element !== undefined) return [...here, ...pathsIn(element, [...path, '0'])];
  if (value !== undefined) return [...here, ...pathsIn(value, [...path, 'cta'])];
  if (typeof shape !== 'object' || shape === null) return here;
  return [...here, ...Object.entries(shape).flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
