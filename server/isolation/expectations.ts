import type { EntityKind } from '@blossomer/contract';
import type { Question } from './asking.ts';
import { listPaths, type Person, type Tree } from './cast.ts';
import { ofGenerations } from './expectations-of-generations.ts';
import { ofPeople } from './expectations-of-people.ts';

/**
 * What each endpoint of the contract answers to whom. An endpoint without an entry fails the matrix: whoever adds one
 * says here how it can be asked about an id, and what comes for one's own, and for another's or for nothing.
 */
export type Expectation =
  | { reach: 'ids'; cases: readonly Case[] }
  /** Needs the role admin; `question` is about this person. */
  | { reach: 'admins'; question: (personId: string) => Partial<Question>; status: number }
  /** Speaks of the person who asks and takes no id of anything. */
  /** Takes no token: whoever sends it has signed it (features/webhooks). */
  | { reach: 'signed' }
  /** Takes away all that the person has of something. */
  | { reach: 'all of oneself'; status: number }
  | { reach: 'oneself'; status: number; says: (person: Person, isAdmin: boolean) => object }
  | { reach: 'public'; status: number; body?: unknown };

export interface Case {
  /** What is asked, for the name of the test. */
  asks: string;
  /** `about`: whose ids are named; `mine`: rows of the person who asks. */
  question(about: Tree, mine: Tree): Partial<Question>;
  own: number;
  /** Another's and nothing: one status for both, since nobody may learn which it is. */
  foreign: number;
  /** Whatever it names, a row of one's own is written. */
  writesOwn?: true;
}

const emptyPage = 200;

/** What a create needs below the parents of a tree. */
const newDocuments: Record<EntityKind, (parents: Tree) => Record<string, unknown>> = {
  company: () => ({ name: 'New' }),
  account: ({ company }) => ({ name: 'New', companyId: company[0] }),
  persona: ({ account }) => ({ name: 'New', accountId: account[0] }),
  campaign: ({ account, persona }) => ({ name: 'New', accountId: account[0], personaId: persona[0] }),
};

/** The parents that a body or a filter can name, and where they are in a tree. */
const parents: Record<EntityKind, readonly [field: string, kind: EntityKind][]> = {
  company: [],
  account: [['companyId', 'company']],
  persona: [['accountId', 'account']],
  campaign: [
    ['accountId', 'account'],
    ['personaId', 'persona'],
  ],
};

const current = { 'if-match': '"1"' };
const stale = { 'if-match': '"7"' };
const whatever = { 'if-match': '*' };
const mergePatch = 'application/merge-patch+json';
const jsonPatch = 'application/json-patch+json';

function list(kind: EntityKind): Expectation {
  const path = (about: Record<string, string>) => ({
    path: `${listPaths[kind]}?${new URLSearchParams(about)}`,
  });
  return {
    reach: 'ids',
    cases: [
      {
        asks: 'by a word of its names',
        question: ({ word }) => path({ q: word }),
        own: 200,
        foreign: emptyPage,
      },
      {
        asks: 'from a cursor on',
        question: ({ cursors }) => path({ cursor: cursors[kind] }),
        own: 200,
        foreign: 400,
      },
      ...parents[kind].map(([field, parent]) => ({
        asks: `by ${field}`,
        question: (about: Tree) => path({ [field]: about[parent][0] }),
        own: 200,
        foreign: emptyPage,
      })),
    ],
  };
}

function view(kind: EntityKind): Expectation {
  const cases = one(kind, [
    ['as it is', {}, 200, 404],
    ['unless it is still at version 1', { headers: { 'if-none-match': '"1"' } }, 304, 404],
  ]);
  return { reach: 'ids', cases };
}

function create(kind: EntityKind): Expectation {
  const below = (field: string, parent: EntityKind): Case => ({
    asks: `below a ${parent}`,
    question: (about, mine) => ({ body: { ...newDocuments[kind](mine), [field]: about[parent][0] } }),
    own: 201,
    foreign: 422,
  });
  return {
    reach: 'ids',
    cases: [
      {
        asks: 'under an id',
        question: (about, mine) => ({ body: { ...newDocuments[kind](mine), id: about[kind][0] } }),
        own: 409,
        foreign: 201, // A row of one's own: ids belong to a person, and whether somebody else has one too is not told.
      },
      ...parents[kind].map(([field, parent]) => below(field, parent)),
      ...(kind === 'campaign'
        ? [
            {
              asks: 'below an account and a persona',
              question: (about: Tree) => ({ body: newDocuments.campaign(about) }),
              own: 201,
              foreign: 422,
            },
          ]
        : []),
    ],
  };
}

function replace(kind: EntityKind): Expectation {
  const body = { name: 'Replaced', data: { description: 'New words.' } };
  const cases = one(kind, [
    ['whatever is there', { body, headers: whatever }, 200, 404],
    ['at version 1', { body, headers: current }, 200, 404],
    ['at a version that it never had', { body, headers: stale }, 412, 404],
    ['without a version', { body }, 428, 428],
    ['by what is not valid', { body: { ...body, name: 7 }, headers: whatever }, 422, 422],
    ['by what changes its version', { body: { ...body, version: 9 }, headers: whatever }, 422, 404],
  ]);
  return {
    reach: 'ids',
    cases: [...cases, ...moves(kind, 'as a whole', (fields) => ({ ...body, ...fields }))],
  };
}

function update(kind: EntityKind): Expectation {
  const merge = (body: unknown, headers: Record<string, string> = whatever): Part => ({
    body,
    bodyType: mergePatch,
    headers,
  });
  const operations = (...body: unknown[]): Part => ({ body, bodyType: jsonPatch, headers: whatever });
  const cases = one(kind, [
    ['by a merge patch', merge({ name: 'Patched' }), 200, 404],
    ['by a merge patch at version 1', merge({ name: 'Patched' }, current), 200, 404],
    ['by a merge patch at a version that it never had', merge({ name: 'Patched' }, stale), 412, 404],
    ['by a merge patch without a version', merge({ name: 'Patched' }, {}), 428, 428],
    ['by an empty merge patch', merge({}), 200, 404],
    ['by a merge patch to what is not valid', merge({ name: '' }), 422, 404],
    ['by a merge patch of its version', merge({ version: 9 }), 422, 404],
    ['by operations', operations({ op: 'replace', path: '/name', value: 'Patched' }), 200, 404],
    ['by operations with a failing test', operations({ op: 'test', path: '/name', value: '?' }), 409, 404],
    ['by operations at no place of it', operations({ op: 'remove', path: '/data/nowhere' }), 422, 404],
  ]);
  const replaced = (fields: Record<string, string>) =>
    Object.entries(fields).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value }));
  return {
    reach: 'ids',
    cases: [
      ...cases,
      ...moves(kind, 'by a merge patch', (fields) => fields, mergePatch),
      ...moves(kind, 'by operations', replaced, jsonPatch),
    ],
  };
}

/** One's own row below another parent: only an account moves, and only to a company of the same person. */
function moves(
  kind: EntityKind,
  how: string,
  body: (fields: Record<string, string>) => unknown,
  bodyType?: string,
): Case[] {
  return parents[kind].map(([field, parent]) => ({
    asks: `${how}, so that its ${field} is another one`,
    question: (about, mine) => ({
      path: `${listPaths[kind]}/${mine[kind][0]}`,
      headers: whatever,
      body: body({ [field]: about[parent][1] }),
      ...(bodyType === undefined ? {} : { bodyType }),
    }),
    own: kind === 'account' ? 200 : 422,
    foreign: 422,
  }));
}

function remove(kind: EntityKind): Expectation {
  const cases = one(kind, [
    ['at whatever version', {}, 204, 404],
    ['whatever is there', { headers: whatever }, 204, 404],
    ['at version 1', { headers: current }, 204, 404],
    ['at a version that it never had', { headers: stale }, 412, 404],
  ]);
  return { reach: 'ids', cases };
}

type Part = Partial<Question>;

/** Cases of the address of one document. */
function one(kind: EntityKind, cases: readonly [string, Part, own: number, foreign: number][]): Case[] {
  return cases.map(([asks, part, own, foreign]) => ({
    asks,
    question: (about) => ({ path: `${listPaths[kind]}/${about[kind][0]}`, ...part }),
    own,
    foreign,
  }));
}

const importing: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'of what was imported before, as a dry run',
      question: ({ dump }) => ({ path: '/api/imports?dryRun=true', body: { dump } }),
      own: 200,
      foreign: 200,
    },
    {
      asks: 'of what was imported before',
      question: ({ dump }) => ({ body: { dump } }),
      own: 201,
      foreign: 201, // The same for a dump that somebody else brought in: people are never compared.
    },
  ],
};

/** Something that has been imported, read or taken back. */
function ofImport(asks: string, rest: string): Expectation {
  const question = ({ imported }: Tree) => ({ path: `/api/imports/${imported}${rest}` });
  return { reach: 'ids', cases: [{ asks, question, own: 200, foreign: 404 }] };
}
const listingImports: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'from a cursor on',
      question: ({ cursors }) => ({ path: `/api/imports?cursor=${cursors.company}` }),
      own: 400, // Of another list.
      foreign: 400,
    },
  ],
};

const exporting: Expectation = {
  reach: 'ids',
  cases: ['format=localStorage', 'format=csv&entity=accounts', 'format=csv&entity=campaigns&preset=clay'].map(
    (query) => ({
      asks: `of one company with ${query}`,
      question: ({ company }) => ({ path: `/api/me/export?${query}&companyId=${company[0]}` }),
      own: 200,
      foreign: 404,
    }),
  ),
};

const restoring: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'what was deleted',
      question: ({ trash }) => ({ path: `/api/trash/${trash}/restore` }),
      own: 200,
      foreign: 404,
    },
  ],
};
const purging: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'what was deleted',
      question: ({ trash }) => ({ path: `/api/trash/${trash}` }),
      own: 204,
      foreign: 404,
    },
  ],
};
const listingTrash: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'from a cursor on',
      question: ({ cursors }) => ({ path: `/api/trash?cursor=${cursors.company}` }),
      own: 400, // Of another list.
      foreign: 400,
    },
  ],
};

const feed: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'from a cursor on',
      question: ({ after }) => ({ path: `/api/changes?after=${after}` }),
      own: 200,
      foreign: 400,
    },
  ],
};

/** One of one's own first, so that its rollback is seen, too. */
function batchOf(asks: string, foreign: number, last: (about: Tree, mine: Tree) => object): Case {
  return {
    asks,
    question: (about, mine) => ({
      body: {
        operations: [
          { method: 'PATCH', path: `/api/company/${mine.company[1]}`, ifMatch: '*', body: { name: 'First' } },
          last(about, mine),
        ],
      },
    }),
    own: 200,
    foreign,
  };
}

const batching: Expectation = {
  reach: 'ids',
  cases: [
    ...Object.entries(listPaths).flatMap(([kind, path]) => {
      const at = (about: Tree) => `${path}/${about[kind as EntityKind][0]}`;
      const whatIsThere = { ifMatch: '*' };
      return [
        batchOf(`with a change of one ${kind}`, 404, (about) => ({
          ...{ method: 'PATCH', path: at(about), ...whatIsThere },
          body: { name: 'Patched' },
        })),
        batchOf(`with a replacement of one ${kind}`, 404, (about) => ({
          ...{ method: 'PUT', path: at(about), ...whatIsThere },
          body: { name: 'Replaced', data: {} },
        })),
        batchOf(`with the end of one ${kind}`, 404, (about) => ({ method: 'DELETE', path: at(about) })),
      ];
    }),
    ...(['account', 'persona', 'campaign'] as const).map((kind) =>
      batchOf(`with a new ${kind} below another parent`, 422, (about) => ({
        ...{ method: 'POST', path: listPaths[kind] },
        body: newDocuments[kind](about),
      })),
    ),
  ],
};

const verbs = { list, view, create, replace, update, remove };

function documents(noun: string, kind: EntityKind): Record<string, Expectation> {
  return Object.fromEntries(
    Object.entries(verbs).map(([verb, expectation]) => [`${noun}.${verb}`, expectation(kind)]),
  );
}

/** By the id of the endpoint. */
export const expectations: Readonly<Record<string, Expectation>> = {
  ...documents('companies', 'company'),
  ...documents('accounts', 'account'),
  ...documents('personas', 'persona'),
  ...documents('campaigns', 'campaign'),
  ...ofPeople,
  ...ofGenerations,
  'batch.create': batching,
  'changes.since': feed,
  'imports.create': importing,
  'imports.list': listingImports,
  'imports.view': ofImport('as it is', ''),
  'imports.receipt': ofImport('by leaf', '/receipt?class=quarantined'),
  'imports.raw': ofImport('as it was sent', '/raw'),
  'imports.undo': ofImport('taken back', '/undo'),
  'me.export': exporting,
  'trash.list': listingTrash,
  'trash.restore': restoring,
  'trash.purge': purging,
  'trash.empty': { reach: 'all of oneself', status: 204 },
  'me.erase': { reach: 'all of oneself', status: 204 },
  'webhooks.stackAuth': { reach: 'signed' },
  'me.view': { reach: 'oneself', status: 200, says: ({ id, email }) => ({ id, email }) },
  'me.usage': { reach: 'oneself', status: 200, says: (_, isAdmin) => ({ exempt: isAdmin }) },
  'system.health': { reach: 'public', status: 200 },
  'system.ready': { reach: 'public', status: 200 },
  'system.config': { reach: 'public', status: 200 },
};
