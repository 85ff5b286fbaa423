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

export const ofPeople: Readonly<Record<string, Expectation>> = {
  'admin.users': listingForAdmins((id) => `/api/admin/users?q=${id}`),
  'admin.audit': listingForAdmins((id) => `/api/admin/audit?userId=${id}`),
  'admin.import': importingForSomebody,
  'me.audit': { reach: 'oneself', status: 200, says: () => ({ items: [], nextCursor: null }) },
};
