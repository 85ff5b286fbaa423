/**
 * Who and what there is in a database of the bench, by arithmetic, so that pgbench, which only counts, meets the same
 * rows as a request: person 100000001 has the id `...-000100000001`, and their campaign 200 `...-100000001200`.
 */
export const campaignsEach = 500;
const firstPerson = 100_000_001;
const firstCampaign = 100;
/** Campaigns that are patched; the others stay at the version that they were loaded with. */
const patchedEach = 100;

export const personPrefix = '00000000-0000-4000-8000-000';
export const companyPrefix = '00000000-0000-7000-8001-000';
export const accountPrefix = '00000000-0000-7000-8002-000';
export const personaPrefix = '00000000-0000-7000-8003-000';
export const campaignPrefix = '00000000-0000-7000-8000-';

export const loadedVersion = 7;

export interface Population {
  people: number;
  campaigns: number;
}

export function populationOf(campaigns: number): Population {
  return { people: Math.max(1, Math.round(campaigns / campaignsEach)), campaigns };
}

/** The numbers of a population, both ends included. */
export function numbersOf({ people }: Population) {
  return {
    person: [firstPerson, firstPerson + people - 1],
    patched: [firstCampaign, firstCampaign + patchedEach - 1],
    read: [firstCampaign + patchedEach, firstCampaign + campaignsEach - 1],
  } as const;
}
