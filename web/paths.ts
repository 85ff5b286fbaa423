/**
 * Every address of the app, built here and nowhere else. The playground and the app are the same screens over two
 * workspaces; the company on screen is in the address, so that it is the one used everywhere.
 */
export type Place = 'playground' | 'app';

export const paths = {
  landing: '/',
  design: '/design',
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  signInDone: '/sign-in/done',
  playground: placePaths('playground'),
  app: {
    ...placePaths('app'),
    claim: (next?: string) => `/app/claim${query({ next })}`,
    receipt: (importId: string) => `/app/settings/imports/${segment(importId)}`,
    admin: '/app/admin',
    adminImport: (userId: string) => `/app/admin/users/${segment(userId)}/import`,
    adminAudit: '/app/admin/audit',
  },
};

export type PlacePaths = ReturnType<typeof placePaths>;

function placePaths(place: Place) {
  const home = `/${place}`;
  const company = (companyId: string) => `${home}/company/${segment(companyId)}`;
  return {
    home,
    newCompany: (website?: string) => `${home}/new${query({ website })}`,
    company,
    accounts: (companyId: string) => `${company(companyId)}/accounts`,
    account: (companyId: string, id: string) => `${company(companyId)}/accounts/${segment(id)}`,
    personas: (companyId: string) => `${company(companyId)}/personas`,
    persona: (companyId: string, id: string) => `${company(companyId)}/personas/${segment(id)}`,
    comparePersonas: (companyId: string, left?: string, right?: string) =>
      `${company(companyId)}/personas/compare${query({ left, right })}`,
    campaigns: (companyId: string) => `${company(companyId)}/campaigns`,
    newCampaign: (companyId: string, from: { accountId?: string; personaId?: string } = {}) =>
      `${company(companyId)}/campaigns/new${query({ ...from })}`,
    campaign: (companyId: string, id: string) => `${company(companyId)}/campaigns/${segment(id)}`,
    map: (companyId: string) => `${company(companyId)}/map`,
    generation: (id: string, companyId?: string) =>
      `${companyId === undefined ? home : company(companyId)}/generation/${segment(id)}`,
    trash: `${home}/trash`,
    settings: `${home}/settings`,
  };
}

const segment = encodeURIComponent;

function query(parts: Record<string, string | undefined>): string {
  const given = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const { playground, app, ...others } = paths;

/** One of each, for what must hold for all of them. */
export const everyPath: readonly string[] = [
  ...samplesOf(others),
  ...samplesOf(playground),
  ...samplesOf(app),
];

function samplesOf(group: Record<string, string | ((...ids: never[]) => string)>): string[] {
  return Object.values(group).map((entry) =>
    typeof entry === 'string' ? entry : entry(...(['one', 'two', 'three'].slice(0, entry.length) as never[])),
  );
}
