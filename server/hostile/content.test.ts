import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Resource } from '../document/table.ts';
import { type Kind, kindOf, kinds, newBody, newDocument } from './kinds.ts';
import { newPerson, type Person } from './person.ts';
import { expectRefused, nothingIsWritten } from './rows.ts';

let server: TestServer;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
  ben = await newPerson(server);
});
afterAll(() => server.stop());

/** What is put over a valid document, and the field that must be named. */
type Fault = readonly [name: string, parts: Record<string, unknown>, pointer: string];

const faultsOfAll: readonly Fault[] = [
  ['a number for a name', { name: 5 }, '/name'],
  ['null for a name', { name: null }, '/name'],
  ['a list for a name', { name: ['A'] }, '/name'],
  ['no name', { name: undefined }, '/name'],
  ['an empty name', { name: '' }, '/name'],
  ['a blank name', { name: ' \t\n\u00a0 ' }, '/name'],
  ['a 300-character name', { name: 'n'.repeat(300) }, '/name'],
  ['a name of 201 emoji', { name: '🎉'.repeat(201) }, '/name'],
  ['a list for a document', { data: [] }, '/data'],
  ['text for a document', { data: '{}' }, '/data'],
  ['null for a document', { data: null }, '/data'],
  ['a schema version to come', { data: { schemaVersion: 2 } }, '/data/schemaVersion'],
  ['a list for what an import kept', { data: { provenance: [] } }, '/data/provenance'],
  ['an unknown field at the top', { colour: 'red' }, '/colour'],
  ['an unknown field with an odd name', { 'a/b~': 1 }, '/a~1b~0'],
  ['another person’s id as a field', { userId: randomUUID() }, '/userId'],
  ['text for a version', { version: '1' }, '/version'],
  ['an id that is no UUID', { id: 'abc' }, '/id'],
  ['a number for an id', { id: 7 }, '/id'],
  ['an id in braces', { id: `{${randomUUID()}}` }, '/id'],
  ['an id without dashes', { id: randomUUID().replaceAll('-', '') }, '/id'],
];

const urls = [
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)'],
  ...[
    '\tjavascript:alert(1)',
    'javascript\t:alert(1)',
    'javascript://acme.com/%0aalert(1)',
    'javascript:1/alert(1)',
  ],
  ...[
    'javascript:8000',
    '\u0001javascript:alert(1)',
    'javascript：alert(1)',
    'data:text/html,<script>',
    'vbscript:msgbox',
  ],
  ...[
    'file:///etc/passwd',
    'ftp://acme.com',
    'mailto:ann@acme.com',
    'https://',
    'https:// acme.com',
    'not a url',
  ],
  ...[
    'https://acme.com\\@evil.example',
    'http:javascript:alert(1)',
    '.',
    'acme',
    `https://acme.com/${'a'.repeat(2048)}`,
  ],
];

const manySignals = (last: object) => ({ data: { buyingSignals: [{ title: 'A' }, { title: 'B' }, last] } });
const signalFaults: readonly Fault[] = [
  ['a priority that is none', manySignals({ priority: 'Urgent' }), '/data/buyingSignals/2/priority'],
  ['a priority in lower case', manySignals({ priority: 'high' }), '/data/buyingSignals/2/priority'],
  ['a number for a priority', manySignals({ priority: 3 }), '/data/buyingSignals/2/priority'],
  ['null for a priority', manySignals({ priority: null }), '/data/buyingSignals/2/priority'],
  ['a number for an item’s id', manySignals({ id: 3 }), '/data/buyingSignals/2/id'],
  ['an empty item id', manySignals({ id: '' }), '/data/buyingSignals/2/id'],
  ['an item id of 201 characters', manySignals({ id: 'i'.repeat(201) }), '/data/buyingSignals/2/id'],
  ['text for an item', { data: { buyingSignals: ['Hiring'] } }, '/data/buyingSignals/0'],
  ['an object for a list', { data: { buyingSignals: {} } }, '/data/buyingSignals'],
  [
    'one id for two items',
    { data: { buyingSignals: [{ id: 'a' }, { id: 'a' }] } },
    '/data/buyingSignals/1/id',
  ],
  ['a number among texts', { data: { rationale: ['a', 1] } }, '/data/rationale/1'],
];

const descriptionFaults: readonly Fault[] = [
  ['a number for a description', { data: { description: 5 } }, '/data/description'],
  ['null for a description', { data: { description: null } }, '/data/description'],
];

const faultsOfOne: Record<Kind['kind'], readonly Fault[]> = {
  company: [
    ...descriptionFaults,
    ...urls.map((url): Fault => [`the url ${JSON.stringify(url.slice(0, 40))}`, { url }, '/url']),
    ['a number for a url', { url: 1 }, '/url'],
    ['null for a url', { url: null }, '/url'],
    [
      'a word that is no quality',
      { data: { metadata: { contextQuality: 'fine' } } },
      '/data/metadata/contextQuality',
    ],
    ['text for a list', { data: { capabilities: 'hosting' } }, '/data/capabilities'],
    ['a type', { type: 'email' }, '/type'],
  ],
  account: [
    ...signalFaults,
    ...descriptionFaults,
    [
      'a list for a range',
      { data: { firmographics: { employees: ['50'] } } },
      '/data/firmographics/employees',
    ],
    ['no company', { companyId: undefined }, '/companyId'],
    ['a company that is no UUID', { companyId: 'acme' }, '/companyId'],
  ],
  persona: [
    ...signalFaults,
    ...descriptionFaults,
    ['text for seniority', { data: { demographics: { seniority: 'VP' } } }, '/data/demographics/seniority'],
    [
      'one id for two use cases',
      { data: { useCases: [{ id: 'a' }, {}, { id: 'a' }] } },
      '/data/useCases/2/id',
    ],
    ['no account', { accountId: undefined }, '/accountId'],
    ['a company beside the account', { companyId: randomUUID() }, '/companyId'],
  ],
  campaign: [
    ['an empty type', { type: '' }, '/type'],
    ['a blank status', { status: '  ' }, '/status'],
    ['a status of 65 characters', { status: 's'.repeat(65) }, '/status'],
    ['null for a type', { type: null }, '/type'],
    ['an alternative without text', { data: { alternatives: [{ id: 'a' }] } }, '/data/alternatives/0/text'],
    ['one id for two segments', { data: { segments: [{ id: 'a' }, { id: 'a' }] } }, '/data/segments/1/id'],
    ['a list for a body', { data: { body: ['Hi'] } }, '/data/body'],
    ['an emphasis that is none', { data: { config: { emphasis: 'loud' } } }, '/data/config/emphasis'],
    ['a time in words', { data: { metadata: { processingTimeMs: '5' } } }, '/data/metadata/processingTimeMs'],
    ['text in a breakdown', { data: { breakdown: { cta: 'ask' } } }, '/data/breakdown/cta'],
    ['no persona', { personaId: undefined }, '/personaId'],
    ['an account that is null', { accountId: null }, '/accountId'],
  ],
};

describe.each(kinds)('a $kind', (kind) => {
  let body: Record<string, unknown>;
  let stored: Resource;
  nothingIsWritten(
    () => server,
    async () => {
      body = await newBody(ann, kind);
      stored = await newDocument(ann, kind, body);
    },
  );

  test.each([...faultsOfAll.filter(([, parts]) => !('version' in parts)), ...faultsOfOne[kind.kind]])(
    'is not created with %s',
    async (_name, parts, pointer) => {
      const reply = await ann.send('POST', kind.path, { body: { ...body, ...parts } });
      expectRefused(reply, ['invalid', 'body', pointer]);
    },
  );

  const mayBeLeftOut = (pointer: string) => pointer.slice(1) in kind.parents;
  test.each([
    ...faultsOfAll,
    ...faultsOfOne[kind.kind].filter(([name, , at]) => !name.startsWith('no ') || !mayBeLeftOut(at)),
  ])('is not replaced by one with %s', async (_name, parts, pointer) => {
    const reply = await ann.send('PUT', `${kind.path}/${stored.id}`, {
      body: { ...body, ...parts },
      headers: { 'if-match': '"1"' },
    });
    expectRefused(reply, ['invalid', 'body', pointer]);
  });

  test.each(['version', 'createdAt', 'updatedAt'])(
    'is not created with a %s of the client’s',
    async (field) => {
      const reply = await ann.send('POST', kind.path, { body: { ...body, [field]: stored[field] } });
      expectRefused(reply, ['invalid', 'body', `/${field}`]);
    },
  );

  test('that is wrong in several places is told all of them', async () => {
    const reply = await ann.send('POST', kind.path, { body: { name: '', data: { provenance: 1 }, x: 1 } });
    const { errors } = JSON.parse(reply.text) as { errors: { pointer: string }[] };
    const parents = Object.keys(kind.parents).map((field) => `/${field}`);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
      ['/data/provenance', '/name', '/x', ...parents].sort(),
    );
  });

  test.each([
    ['a list', []],
    ['text', '"name"'],
    ['null', 'null'],
    ['a number', '1'],
  ])('is not %s', async (_name, sent) => {
    for (const [method, address] of [
      ['POST', kind.path],
      ['PUT', `${kind.path}/${stored.id}`],
    ] as const) {
      const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
      expectRefused(await ann.send(method, address, { body: sent, headers }), ['invalid', 'body', '']);
    }
  });
});

describe.each(kinds)('a $kind with an unusual and right name', (kind) => {
  test.each([
    '🎉'.repeat(200),
    '  spaces  ',
    'e\u0301',
    '0',
    'null',
    "'; drop table companies; --",
    '<b>&amp;\u2028',
  ])('%j keeps it as it is', async (name) => {
    expect((await newDocument(ann, kind, { name })).name).toBe(name);
  });
});

describe.each(kinds.filter(({ parents }) => Object.keys(parents).length > 0))(
  'the parent of a $kind',
  (kind) => {
    let body: Record<string, unknown>;
    let bens: Record<string, unknown>;
    nothingIsWritten(
      () => server,
      async () => {
        body = await newBody(ann, kind);
        bens = await newBody(ben, kind);
      },
    );
    const parentOf = Object.keys(kind.parents).at(-1) ?? '';

    test('that is another person’s is refused in the words for one that never was', async () => {
      const refuse = async (parent: unknown) => {
        const reply = await ann.send('POST', kind.path, { body: { ...body, [parentOf]: parent } });
        expectRefused(reply, ['unknown-parent', 'body', `/${parentOf}`]);
        return { ...(JSON.parse(reply.text) as object), requestId: '' };
      };
      expect(await refuse(bens[parentOf])).toEqual(await refuse(randomUUID()));
    });
  },
);

describe('the persona of a campaign', () => {
  let body: Record<string, unknown>;
  let other: Record<string, unknown>;
  let bens: Record<string, unknown>;
  nothingIsWritten(
    () => server,
    async () => {
      body = await newBody(ann, kindOf('campaign'));
      other = await newBody(ann, kindOf('campaign'));
      bens = await newBody(ben, kindOf('campaign'));
    },
  );

  test('must be one of the account', async () => {
    for (const { accountId, personaId } of [
      { ...body, accountId: other.accountId },
      { ...body, accountId: bens.accountId },
      { ...body, personaId: body.accountId },
      bens,
    ]) {
      const reply = await ann.send('POST', '/api/campaigns', { body: { ...body, accountId, personaId } });
      expectRefused(reply, ['unknown-parent', 'body', '/personaId']);
    }
  });
});
