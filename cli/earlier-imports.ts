import { type Client, companies, type ImportView, imports, ProblemError } from '@blossomer/contract';
import { isWork, type Known, together } from '@blossomer/legacy';
import { pagesOf } from './pages.ts';

/** The imports of this person that stand, the last first, each with what it read and decided. */
export async function earlierImports(client: Client): Promise<ImportView[]> {
  const standing: ImportView[] = [];
  for await (const { id, undoneAt } of pagesOf((query) => client(imports.list, { query }))) {
    if (undoneAt === null) standing.push((await client(imports.view, { params: { id } })).body);
  }
  return standing;
}

/** What the server would read the dump beside: the last strings of keys that it lacks, and what was decided. */
export async function knownFrom(
  client: Client,
  standing: readonly ImportView[],
  dump: Record<string, unknown>,
): Promise<Known> {
  const decisions = standing.map((one) => one.decisions ?? {}).reduceRight(together, {});
  const named = (decisions.attachAccounts ?? []).map(({ companyId }) => companyId);
  return {
    context: await contextFrom(client, standing, dump),
    decisions,
    companies: await storedCompanies(client, new Set(named)),
  };
}

async function contextFrom(
  client: Client,
  standing: readonly ImportView[],
  dump: Record<string, unknown>,
): Promise<Record<string, string>> {
  const context: Record<string, string> = {};
  for (const { id, sources } of standing) {
    const isWanted = (key: string) =>
      isWork(key) && !Object.hasOwn(dump, key) && !Object.hasOwn(context, key);
    const wanted = sources.filter(({ key, refused }) => !refused && isWanted(key));
    if (wanted.length === 0) continue;
    const raw = new Map(Object.entries((await client(imports.raw, { params: { id } })).body));
    for (const { key } of wanted) context[key] = raw.get(key) ?? '';
  }
  return context;
}

async function storedCompanies(client: Client, ids: ReadonlySet<string>): Promise<Known['companies']> {
  const stored: { id: string; name: string }[] = [];
  for (const id of ids) {
    try {
      const { name } = (await client(companies.view, { params: { id } })).body;
      stored.push({ id, name });
    } catch (error) {
      // Gone since, or planned and never made: the decision says nothing any more.
      if (!(error instanceof ProblemError) || error.problem.status !== 404) throw error;
    }
  }
  return stored;
}
