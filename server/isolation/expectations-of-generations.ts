import type { Tree } from './cast.ts';
import type { Expectation } from './expectations.ts';

/** Generations name documents of the person, and are themselves rows of the person. */
const creating: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'under an id',
      question: ({ generation }) => ({
        body: { id: generation[1], kind: 'company', inputs: { url: 'acme.test' } },
      }),
      own: 409,
      foreign: 202, // A row of one's own: ids belong to a person, and whether somebody else has one too is not told.
      writesOwn: true,
    },
    ...[
      below('account', ({ company }) => ({ companyId: company[0] })),
      below('persona', ({ account }) => ({ accountId: account[0] })),
      below('campaign', ({ persona }) => ({ personaId: persona[0] })),
    ],
    {
      asks: 'of a company that is there',
      question: ({ company }) => ({
        body: { kind: 'company', inputs: { url: 'acme.test', documentId: company[1] } },
      }),
      own: 202,
      foreign: 422,
    },
  ],
};

function below(kind: string, inputs: (about: Tree) => Record<string, string>) {
  return {
    asks: `of ${kind === 'account' ? 'an' : 'a'} ${kind} below another's parent`,
    question: (about: Tree) => ({ body: { kind, inputs: inputs(about) } }),
    own: 202,
    foreign: 422,
  };
}

const listing: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'of one document',
      question: ({ company }) => ({ path: `/api/generations?documentId=${company[0]}` }),
      own: 200,
      foreign: 200,
    },
    {
      asks: 'from a cursor on',
      question: ({ cursors }) => ({ path: `/api/generations?cursor=${cursors.company}` }),
      own: 400, // Of another list.
      foreign: 400,
    },
  ],
};

function one(asks: string, rest: string): Expectation {
  const question = ({ generation }: Tree) => ({ path: `/api/generations/${generation[0]}${rest}` });
  return { reach: 'ids', cases: [{ asks, question, own: 200, foreign: 404 }] };
}

export const ofGenerations: Readonly<Record<string, Expectation>> = {
  'generations.create': creating,
  'generations.list': listing,
  'generations.stale': { reach: 'oneself', status: 200, says: () => ({ items: [] }) },
  'generations.view': one('as it is', ''),
  'generations.events': one('as they happened', '/events'),
  'generations.cancel': one('stopped', '/cancel'),
  'generations.demo': { reach: 'public', status: 422, body: { kind: 'company', inputs: { url: '' } } },
};
