import pg from 'pg';
import { type Content, type Person, readBack, type Written } from './person.ts';

/** Everything that is wrong with what is in the database, as sentences; none when each promise was kept. */
export async function judge(people: readonly Person[], databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const documents = await Promise.all(people.map(wrongDocuments));
    return [
      ...documents.flat(),
      ...(await wrongImports(client, people)),
      ...(await wrongHistories(client)),
      ...(await wrongOwners(client, people)),
    ];
  } finally {
    await client.end();
  }
}

async function wrongDocuments(person: Person): Promise<string[]> {
  const wrong: string[] = [];
  for (const written of person.documents) {
    const found = await readBack(person, written);
    if (isPossible(written, found)) continue;
    wrong.push(
      `company ${written.id}: acknowledged ${JSON.stringify(written.acknowledged)}, found ${JSON.stringify(found)}`,
    );
  }
  return wrong;
}

function isPossible({ acknowledged, unanswered }: Written, found: Content | null | 'unreadable'): boolean {
  const possible = unanswered ? [acknowledged, unanswered.outcome] : [acknowledged];
  return possible.some((content) => JSON.stringify(content) === JSON.stringify(found));
}

const kinds = { company: 'companies', account: 'accounts', persona: 'personas', campaign: 'campaigns' };

/** An import makes one document of each kind and a receipt: all five are there, or none. */
async function wrongImports(client: pg.Client, people: readonly Person[]): Promise<string[]> {
  const rows: { text: string }[] = [];
  for (const table of Object.values(kinds)) {
    rows.push(...(await client.query(`select name || data::text as text from ${table}`)).rows);
  }
  rows.push(...(await client.query('select raw as text from import_sources where raw is not null')).rows);
  const count = new Map<string, number>();
  for (const { text } of rows) {
    for (const mark of new Set(text.match(/\b[0-9a-f]{12}\b/g))) count.set(mark, (count.get(mark) ?? 0) + 1);
  }
  const sourcesOfOne = 3;
  const whole = Object.keys(kinds).length + sourcesOfOne;
  return people.flatMap(({ imports }) =>
    imports
      .filter(({ mark, acknowledged }) => {
        const found = count.get(mark) ?? 0;
        return found !== whole && (acknowledged || found !== 0);
      })
      .map(({ mark, acknowledged }) => `import ${mark} (${acknowledged}): ${count.get(mark)} of ${whole}`),
  );
}

/** Each version has one revision, from 1 on, and the last is the row's. */
async function wrongHistories(client: pg.Client): Promise<string[]> {
  const live = Object.entries(kinds)
    .map(([kind, table]) => `select user_id, '${kind}' as kind, id, version from ${table}`)
    .join(' union all ');
  const { rows } = await client.query(`
    with live as (${live}), history as (
      select user_id, kind, id, count(*) filter (where op <> 'delete') as writes, count(distinct version) as versions,
        max(version) as last
      from revisions group by user_id, kind, id)
    select kind, id, live.version, writes, versions, last
    from live full join history using (user_id, kind, id)
    where writes is distinct from versions or last is distinct from versions
      or (live.id is not null and live.version is distinct from last)`);
  return rows.map((row) => `history ${JSON.stringify(row)}`);
}

/** Seen from outside of row-level security: each row carries the canary of the person it belongs to. */
async function wrongOwners(client: pg.Client, people: readonly Person[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const table of Object.values(kinds)) {
    const { rows } = await client.query<{ email: string; name: string }>(
      `select email, ${table}.name from ${table} join users on users.id = user_id`,
    );
    for (const { email, name } of rows) {
      const owner = people.find(({ canary }) => name.includes(canary));
      if (owner?.email !== email) wrong.push(`${table}: ${name} belongs to ${email}`);
    }
  }
  return wrong;
}
