import type { Expectation } from './expectations.ts';

/** Endpoints about people rather than documents: what admins can do, and what a person is told of that. */
const importingForSomebody: Expectation = {
  reach: 'admins',
  question: (id) => ({
    path: `/api/admin/users/${id}/imports`,
    body: {
      dump: { dashboard_overview: '{"companyName":"Brought","companyUrl":"b.test"}' },
      reason: 'asked to',
    },
  }),
  status: 201,
};
function listingForAdmins(address: (id: string) => string): Expectation {
  return { reach: 'admins', question: (id) => ({ path: address(id) }), status: 200 };
}

const stepping: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'to where one is',
      question: () => ({ body: { phase: 'hybrid' } }),
      own: 200,
      foreign: 200,
      writesOwn: true,
    },
    {
      asks: 'without a comparison',
      question: () => ({ body: { phase: 'db-only' } }),
      own: 409,
      foreign: 409,
    },
  ],
};

const digest = '0'.repeat(64);
const comparing: Expectation = {
  reach: 'ids',
  cases: [
    {
      asks: 'of one entity',
      // Not the first: creating under another's id left that one in one's own trash.
      question: ({ company }) => ({
        body: { entities: [{ kind: 'company', id: company[1], version: 1, digest }] },
      }),
      own: 200,
      foreign: 200, // Only in the browser.
      writesOwn: true,
    },
    {
      asks: 'of the leaves of one',
      question: ({ account }) => ({
        body: { leaves: [{ kind: 'account', id: account[0], leaves: { '/name': digest } }] },
      }),
      own: 200,
      foreign: 200,
    },
    {
      asks: 'under the session of another page',
      question: ({ imported }) => ({ body: { entities: [], session: imported } }),
      own: 409,
      foreign: 409,
    },
  ],
};

export const ofPeople: Readonly<Record<string, Expectation>> = {
  'admin.users': listingForAdmins((id) => `/api/admin/users?q=${id}`),
  'admin.audit': listingForAdmins((id) => `/api/admin/audit?userId=${id}`),
  'admin.import': importingForSomebody,
  'migration.view': {
    reach: 'oneself',
    status: 200,
    says: () => ({ phase: 'hybrid', furthest: 'db-only' }),
  },
  'migration.step': stepping,
  'migration.compare': comparing,
  'me.audit': { reach: 'oneself', status: 200, says: () => ({ items: [], nextCursor: null }) },
};
