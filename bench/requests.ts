import { randomInt } from 'node:crypto';
import type { BenchDatabase } from './database.ts';
import { campaignData } from './documents.ts';
import type { Issuer } from './issuer.ts';
import type { CaseName } from './options.ts';
import * as people from './people.ts';

/** One request of a case. `%` in the body stands for nine digits that no other request has. */
export interface BenchRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
  status: number;
}

/** Whose request, and about which of their campaigns. */
export interface Subject {
  person: number;
  campaign: number;
  token: string;
}

const campaigns = '/api/campaigns';
export const mark = '%';

export function requestOf(name: CaseName, { person, campaign, token }: Subject, bytes: number): BenchRequest {
  const authorization = { authorization: `Bearer ${token}` };
  const path = `${campaigns}/${people.campaignPrefix}${person}${campaign}`;
  switch (name) {
    case 'read':
      return { method: 'GET', path, headers: authorization, status: 200 };
    case 'not-modified': {
      const headers = { ...authorization, 'if-none-match': `"${people.loadedVersion}"` };
      return { method: 'GET', path, headers, status: 304 };
    }
    case 'list':
      return { method: 'GET', path: `${campaigns}?fields=summary`, headers: authorization, status: 200 };
    case 'create': {
      const body = JSON.stringify({
        name: `Name ${mark}`,
        accountId: `${people.accountPrefix}${person}`,
        personaId: `${people.personaPrefix}${person}`,
        data: campaignData(bytes),
      });
      const headers = { ...authorization, 'content-type': 'application/json' };
      return { method: 'POST', path: campaigns, headers, body, status: 201 };
    }
    case 'patch': {
      const headers = { 'content-type': 'application/merge-patch+json', 'if-match': '*' };
      const body = JSON.stringify({ name: `Name ${mark}` });
      return { method: 'PATCH', path, headers: { ...authorization, ...headers }, body, status: 200 };
    }
  }
}

const peopleMax = 1000;
const subjectsMax = 4000;

/** People and campaigns spread over the whole database, in an order without pattern. */
export async function subjectsOf({ population }: BenchDatabase, issuer: Issuer): Promise<Subject[]> {
  const [from, to] = people.numbersOf(population).person;
  const step = Math.max(1, Math.floor((to - from + 1) / peopleMax));
  const persons = Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => from + index * step,
  );
  const tokens = await Promise.all(
    persons.map((person) => issuer.tokenFor(`${people.personPrefix}${person}`)),
  );
  return Array.from({ length: subjectsMax }, (_, index) => {
    const at = index % persons.length;
    return { person: persons[at] ?? from, token: tokens[at] ?? '', campaign: 0 };
  });
}

/** The request of a case for each subject. A campaign is patched by one request at a time. */
export function requestsOf(name: CaseName, subjects: readonly Subject[], bytes: number): BenchRequest[] {
  const { patched, read } = people.numbersOf({ people: 1, campaigns: 1 });
  const [first, last] = name === 'patch' ? patched : read;
  const count = last - first + 1;
  const persons = new Set(subjects.map(({ person }) => person)).size;
  return subjects.map((subject, index) => {
    const turn = Math.floor(index / persons);
    const campaign = first + (name === 'patch' ? turn % count : randomInt(count));
    return requestOf(name, { ...subject, campaign }, bytes);
  });
}
