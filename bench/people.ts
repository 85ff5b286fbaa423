/**
 * Who is in a benchmark's database. Ids are counted, so that pgbench can make them up, too: 12 decimal digits behind
 * a fixed beginning. Each person has a company, an account, a persona and `campaignsEach` campaigns.
 */
export const campaignsEach = 100;
export const firstNumber = 100_000_000_000;

export const personId = (index: number) => `00000000-0000-7000-8000-${firstNumber + index}`;

/** One of each is enough: keys begin with the person. */
export const accountId = '00000000-0000-7000-a000-000000000001';
export const personaId = '00000000-0000-7000-a000-000000000002';
