/**
 * The ids of the sample: the same in every workspace, so that asking for it twice makes nothing twice, and a row of a list
 * is known for what it is. Each document also says so itself, in `data.sample`.
 */
const prefix = '5a9b1e00-0000-4000-8000-0000000000';

export const sampleIds = {
  company: `${prefix}c1`,
  importers: `${prefix}a1`,
  furniture: `${prefix}a2`,
  providers: `${prefix}a3`,
  logistics: `${prefix}b1`,
  controller: `${prefix}b2`,
  supplyChain: `${prefix}b3`,
  payables: `${prefix}b4`,
  operations: `${prefix}b5`,
  detention: `${prefix}e1`,
  monthEnd: `${prefix}e2`,
  residential: `${prefix}e3`,
  approvals: `${prefix}e4`,
  rebilling: `${prefix}e5`,
} as const;

const all: ReadonlySet<string> = new Set(Object.values(sampleIds));

export function isSample({ id, data }: { id: string; data?: { sample?: unknown } }): boolean {
  return data?.sample === true || all.has(id);
}
