import pg from 'pg';

/** What the login of a connection may do beyond what a request should: read once, at start. */
export interface LoginPowers {
  login: string;
  superuser: boolean;
  bypassesRowSecurity: boolean;
  ownsTables: boolean;
  /** May become blossomer_app. */
  mayBecomeApp: boolean;
  /** Already has the rights of blossomer_app, without being able to do more. */
  isApp: boolean;
}

export async function loginPowers(url: string): Promise<LoginPowers> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{
      login: string;
      superuser: boolean;
      bypass: boolean;
      owns: boolean;
      app: boolean;
      member: boolean;
    }>(`
      select current_user as login, rolsuper as superuser, rolbypassrls as bypass,
        exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
          and pg_has_role(current_user, relowner, 'member')) as owns,
        pg_has_role(current_user, 'blossomer_app', 'usage') as app,
        pg_has_role(current_user, 'blossomer_app', 'member') as member
      from pg_roles where rolname = current_user`);
    const row = rows[0]!;
    const beyond = row.superuser || row.bypass || row.owns;
    return {
      login: row.login,
      superuser: row.superuser,
      bypassesRowSecurity: row.bypass,
      ownsTables: row.owns,
      mayBecomeApp: row.member,
      isApp: row.app && !beyond,
    };
  } finally {
    await client.end();
  }
}
