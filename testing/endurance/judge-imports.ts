import pg from 'pg';
import type { Ask } from './ask.ts';
import type { Person } from './person.ts';

/** One dump of a person. `mark` is in the name of each document that it makes, and in its strings. */
export interface Importing {
  person: Person;
  mark: string;
  send: (ask: Ask) => ReturnType<Ask>;
  /** Of the last answer; 0 when none came. */
  status: number;
}

/** What the dump of the run makes: a document of each kind with its revision, three strings, and six entries of a receipt. */
const whole = { companies: 1, accounts: 1, personas: 1, campaigns: 1, revisions: 4, sources: 3, entries: 6 };
const none = { companies: 0, accounts: 0, personas: 0, campaigns: 0, revisions: 0, sources: 0, entries: 0 };

/**
 * Seen from outside of row-level security: everything of an import is there, or nothing of it; what was acknowledged is
 * there; a document has one revision, and a receipt tells of documents that are there. Sentences, none when all holds.
 */
export async function judgeImports(
  imports: readonly Importing[],
  databaseUrl: string,
  outcome?: { unanswered: number; wholeUnanswered: number },
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const wrong: string[] = [];
    for (const one of imports) {
      const found = await partsOf(client, one);
      const isWhole = Object.entries(whole).every(([part, count]) => found[part] === count);
      const isNone = Object.entries(none).every(([part, count]) => found[part] === count);
      const isAcknowledged = one.status === 201;
      if (!isWhole && (isAcknowledged || !isNone))
        wrong.push(`${one.mark} (answered ${one.status}): ${JSON.stringify(found)}`);
      if (!outcome || isAcknowledged) continue;
      outcome.unanswered += 1;
      if (isWhole) outcome.wholeUnanswered += 1;
    }
    return [...wrong, ...(await strays(client))];
  } finally {
    await client.end();
  }
}

const documents = `
  select user_id, 'company' as kind, id, name from companies union all
  select user_id, 'account', id, name from accounts union all
  select user_id, 'persona', id, name from personas union all
  select user_id, 'campaign', id, name from campaigns`;

/** Of whomever: a row that lies with another person counts, and is then one too many or too few with its own. */
async function partsOf(client: pg.Client, { mark, person }: Importing): Promise<Record<string, number>> {
  const { rows } = await client.query(
    `with document as (
        select found.* from (${documents}) found join users on users.id = found.user_id
        where found.name like '%' || $1 || '%' and users.email = $2),
      import as (
        select distinct source.user_id, source.import_id from import_sources source
        join users on users.id = source.user_id
        where source.key = 'target_accounts' and users.email = $2
          and coalesce(source.raw, (select same.raw from import_sources same
            where same.user_id = source.user_id and same.sha256 = source.sha256 and same.raw is not null limit 1))
          like '%' || $1 || '%'
          -- A dump that was sent again has an import of its own; each must be whole, and one is looked at.
        order by source.import_id limit 1)
    select
      (select count(*)::int from document where kind = 'company') as companies,
      (select count(*)::int from document where kind = 'account') as accounts,
      (select count(*)::int from document where kind = 'persona') as personas,
      (select count(*)::int from document where kind = 'campaign') as campaigns,
      (select count(*)::int from revisions join document using (user_id, kind, id)) as revisions,
      (select count(*)::int from import_sources join import using (user_id, import_id)) as sources,
      (select count(*)::int from import_entries join import using (user_id, import_id)) as entries`,
    [mark, person.email],
  );
  return rows[0];
}

/** An import has its report, its strings and its entries, or is not there; an entry tells of a document that is there. */
async function strays(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ what: string; count: number }>(`
    select 'imports without strings or entries' as what, count(*)::int as count from imports it
      where not exists (select from import_sources s where s.user_id = it.user_id and s.import_id = it.id)
        or not exists (select from import_entries e where e.user_id = it.user_id and e.import_id = it.id)
    union all
    select 'entries without their document', count(*)::int from import_entries entry
      where entry.kind is not null and not exists (select from (${documents}) found
        where found.user_id = entry.user_id and found.kind = entry.kind and found.id = entry.entity_id)
    union all
    select 'documents that no receipt tells of', count(*)::int from (${documents}) found
      where not exists (select from import_entries entry
        where entry.user_id = found.user_id and entry.kind = found.kind and entry.entity_id = found.id)
    union all
    select 'documents without one revision', count(*)::int from (${documents}) found
      where (select count(*) from revisions revision where revision.user_id = found.user_id
        and revision.kind = found.kind and revision.id = found.id) <> 1`);
  return rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} ${what}`);
}
