import {
  AccountData,
  CampaignData,
  CompanyData,
  type EntityKind,
  Label,
  Name,
  PersonaData,
  Url,
} from '@blossomer/contract';
import fc from 'fast-check';
import { fromValue, hostileTexts, written } from './generated-json.ts';
import { entityId, personaSourceId, sourceIdOf } from './ids.ts';
import { plain } from './plain-text.ts';
import type { WrittenDocument } from './write/write.ts';

/** One company with all below it, as it may stand in the database of a person. For tests. */
export interface GeneratedWork {
  company: WrittenDocument;
  accounts: (WrittenDocument & { companyId: string; personas: WrittenDocument[] })[];
  campaigns: { document: WrittenDocument; account: number; persona: number }[];
}

/** Whatever the schemas of the contract take: every field there or not, blank, with members that nobody knows. */
export function generatedWork(userId: string): fc.Arbitrary<GeneratedWork> {
  return fc
    .record({
      company: documents(userId, 'company'),
      accounts: fc.uniqueArray(
        fc.record({
          account: documents(userId, 'account'),
          personas: fc.uniqueArray(personas(), { maxLength: 3, selector: ({ id }) => id }),
        }),
        { maxLength: 3, selector: ({ account }) => account.id },
      ),
      campaigns: fc.uniqueArray(
        fc.record({ document: documents(userId, 'campaign'), account: fc.nat(2), persona: fc.nat(2) }),
        { maxLength: 3, selector: ({ document }) => document.id },
      ),
    })
    .map(({ company, accounts, campaigns }) => ({
      company,
      accounts: accounts.map(({ account, personas }) => ({
        ...account,
        companyId: company.id,
        personas: personas.map(({ oldId, ...persona }) => inAccount(userId, persona, account, oldId)),
      })),
      campaigns: campaigns.filter(
        ({ account, persona }) => accounts[account]?.personas[persona] !== undefined,
      ),
    }))
    .map(withoutSharedPersonas);
}

const schemas = { company: CompanyData, account: AccountData, persona: PersonaData, campaign: CampaignData };

/** Text that the API takes and PostgreSQL gives back. */
const storableTexts = hostileTexts.map(plain);
const words = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 4 }) },
  { weight: 2, arbitrary: storableTexts },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', 'N/A', 'temp_x', 'Target Account', '1', '_gtm') },
);
const names = fc.oneof(
  fc.constantFrom('Same', 'same ', ' Padded', 'x'.repeat(200), '\u{1f600}'.repeat(200)),
  words.filter((word) => Name.safeParse(word).success),
);
const labels = fc.oneof(
  fc.constantFrom('email', 'draft', 'linkedin'),
  words.filter((word) => Label.safeParse(word).success),
);
const urls = fc.oneof(
  fc.constantFrom('', 'https://acme.test', 'acme.test', 'http://ACME.test/a?b=c'),
  words.filter((word) => Url.safeParse(word).success),
);
const times = fc
  .integer({ min: Date.UTC(1999, 0), max: Date.UTC(2030, 0) })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const oldIds = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    'target_account_1751900000001_aaaaaaaaa',
    '1751900000011',
    'a/b~c',
    'x'.repeat(300),
  ),
  fc.uuid(),
  words.filter((word) => word.trim() !== ''),
);

function documents(userId: string, kind: EntityKind): fc.Arbitrary<WrittenDocument> {
  return fc
    .record({
      fresh: fc.uuid(),
      oldId: oldIds,
      origin: fc.constantFrom('made here', 'imported', 'forgotten', 'mistaken'),
      name: names,
      url: urls,
      type: labels,
      status: labels,
      data: dataOf(kind),
      createdAt: times,
    })
    .map(({ fresh, oldId, origin, name, url, type, status, data, createdAt }) => ({
      ...identity(userId, kind, origin, fresh, sourceIdOf(oldId)),
      name,
      ...(kind === 'company' ? { url } : {}),
      ...(kind === 'campaign' ? { type, status } : {}),
      data,
      createdAt,
    }));
}

/** `forgotten`: imported by a server that did not write the source down yet. */
function identity(userId: string, kind: EntityKind, origin: string, fresh: string, sourceId: string) {
  if (origin === 'made here') return { id: fresh, sourceId: null };
  if (origin === 'mistaken') return { id: fresh, sourceId };
  return { id: entityId(userId, kind, sourceId), sourceId: origin === 'imported' ? sourceId : null };
}

function personas() {
  return fc
    .tuple(documents('nobody', 'persona'), fc.option(oldIds))
    .map(([persona, oldId]) => ({ ...persona, sourceId: null, oldId }));
}

function inAccount(userId: string, persona: WrittenDocument, account: WrittenDocument, oldId: string | null) {
  if (oldId === null) return persona;
  const sourceId = personaSourceId(account.sourceId ?? account.id, oldId);
  return { ...persona, id: entityId(userId, 'persona', sourceId), sourceId };
}

/** An id belongs to one document of its kind; the generator may have drawn it twice. */
function withoutSharedPersonas(work: GeneratedWork): GeneratedWork {
  const seen = new Set<string>();
  const accounts = work.accounts.map((account) => ({
    ...account,
    personas: account.personas.filter(({ id }) => !seen.has(id) && seen.add(id)),
  }));
  return {
    ...work,
    accounts,
    campaigns: work.campaigns.filter(
      ({ account, persona }) => accounts[account]?.personas[persona] !== undefined,
    ),
  };
}

function dataOf(kind: EntityKind): fc.Arbitrary<Record<string, unknown>> {
  return valuesOf(schemas[kind])
    .map((data) => schemas[kind].parse(data))
    .filter((data) => schemas[kind].safeParse(data).success);
}

/** Values that nobody declared, as deep as they like. */
const anything = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => storable(value))
  .filter((value) => !/"(__proto__|constructor|prototype)":/.test(written(fromValue(value))));
const unknownNames = fc.oneof(
  fc.constantFrom(
    '_gtm',
    'toString',
    'personas',
    'name',
    'url',
    'type',
    'targetAccountName',
    'company_name',
    'made',
    'id',
    'a/b',
    '~0',
    '',
  ),
  storableTexts.filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name)),
);

/** From the schema itself, so that a field added to it is tried as well. */
function valuesOf(schema: unknown): fc.Arbitrary<unknown> {
  const def = memberOf(memberOf(schema, '_zod'), 'def');
  const type = memberOf(def, 'type');
  const inner = memberOf(def, 'innerType');
  if (inner !== undefined) return valuesOf(inner);
  if (type === 'string') return words;
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  if (type === 'literal') return fc.constantFrom(...(memberOf(def, 'values') as unknown[]));
  if (type === 'enum') return fc.constantFrom(...Object.values(memberOf(def, 'entries') as object));
  if (type === 'array') return listsOf(memberOf(def, 'element'));
  if (type === 'record') {
    return fc.dictionary(
      unknownNames.filter((name) => name !== '__proto__'),
      valuesOf(memberOf(def, 'valueType')),
      { maxKeys: 3, noNullPrototype: true },
    );
  }
  if (type === 'object') return objectsOf(memberOf(def, 'shape') as Record<string, unknown>);
  throw new Error(`the generator does not know the schema type ${String(type)}`);
}

function listsOf(element: unknown): fc.Arbitrary<unknown[]> {
  const hasId = memberOf(memberOf(memberOf(element, '_zod'), 'def'), 'shape') !== undefined;
  return hasId
    ? fc.uniqueArray(valuesOf(element), { maxLength: 3, selector: (item) => memberOf(item, 'id') })
    : fc.array(valuesOf(element), { maxLength: 3 });
}

function objectsOf(shape: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.fromEntries(
    Object.entries(shape).map(([name, member]) => [name, name === 'id' ? itemIds : valuesOf(member)]),
  );
  const requiredKeys = Object.keys(shape).filter((name) => ['id', 'text'].includes(name));
  return fc
    .tuple(
      fc.record(known, { requiredKeys, noNullPrototype: true }),
      fc.option(fc.dictionary(unknownNames, anything, { maxKeys: 2, noNullPrototype: true }), { freq: 2 }),
    )
    .map(([fields, others]) => {
      const free = Object.entries(others ?? {}).filter(([name]) => !Object.hasOwn(shape, name));
      return { ...Object.fromEntries(free), ...fields };
    });
}

const itemIds = fc.oneof(
  fc.uuid(),
  words.filter((id) => id.length >= 1 && id.length <= 200),
);

function storable(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'number') return value + 0;
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [plain(name), storable(member)]));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
