import { type ImportDecisions, imports } from '@blossomer/contract';
import fc from 'fast-check';
import type { Person } from '../../hostile/person.ts';

/** Which of the things that can be decided are; about what, only a dry run can say. For tests. */
export const choices = fc.record({
  merge: fc.boolean(),
  attach: fc.boolean(),
  importDemo: fc.boolean(),
  restoreTrashed: fc.boolean(),
  /** By the place of the document, around and around; undefined: nothing is said of it. */
  keep: fc.array(fc.constantFrom('stored', 'imported', undefined), { minLength: 1, maxLength: 7 }),
});

export async function decided(
  person: Person,
  dump: Record<string, unknown>,
  chosen: typeof choices extends fc.Arbitrary<infer Chosen> ? Chosen : never,
): Promise<ImportDecisions> {
  const { importDemo, restoreTrashed } = chosen;
  const { body } = await person.client(imports.create, { body: { dump }, query: { dryRun: true } });
  const of = (kind: string) => body.documents?.filter((one) => one.kind === kind).map(({ id }) => id) ?? [];
  const [[company], [into, from]] = [of('company'), of('account')];
  const settleDocuments = (body.documents ?? []).flatMap(({ id: documentId }, index) => {
    const keep = chosen.keep[index % chosen.keep.length];
    return keep === undefined ? [] : [{ documentId, keep }];
  });
  return {
    importDemo,
    restoreTrashed,
    settleDocuments,
    ...(chosen.merge && into && from ? { mergeAccounts: [{ into, from }] } : {}),
    ...(chosen.attach && into && company
      ? { attachAccounts: [{ accountId: into, companyId: company }] }
      : {}),
  };
}
