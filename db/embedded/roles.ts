import { Client, escapeLiteral } from 'pg';
import { EmbeddedPostgresError } from './error.ts';
import { type Identity, identityFile } from './identity.ts';

export const database = 'blossomer';

/** Makes the roles and the database that are missing: nothing when all are there, the rest after an interruption. */
export async function ensureRoles(superuserUrl: string, identity: Identity): Promise<void> {
  const client = new Client({ connectionString: superuserUrl, ssl: false });
  try {
    await client.connect();
    const { rows } = await client.query<{ present: string }>(
      `select 'role ' || rolname as present from pg_roles union all select 'database ' || datname from pg_database`,
    );
    const present = new Set(rows.map((row) => row.present));
    for (const [what, attributes] of wanted(identity)) {
      if (!present.has(what)) await client.query(`create ${what} ${attributes}`);
    }
  } catch (error) {
    throw new EmbeddedPostgresError(
      'start-failed',
      `PostgreSQL runs but its roles could not be made (${(error as Error).message}): check that ${identityFile(identity.dataDir)} belongs to this database, or set DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

function wanted({ passwords }: Identity): [what: string, attributes: string][] {
  return [
    ['role blossomer_app', 'nologin'],
    ['role blossomer_owner', `login createrole createdb password ${escapeLiteral(passwords.owner)}`],
    ['role blossomer_server', `login in role blossomer_app password ${escapeLiteral(passwords.server)}`],
    [`database ${database}`, 'owner blossomer_owner'],
  ];
}
