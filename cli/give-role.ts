import pg from 'pg';
import { CommandError, codeOf } from './command-error.ts';

export interface PersonWithRole {
  id: string;
  /** May be empty. */
  email: string;
  role: string;
}

/** Runs the SQL function of that name. `person` is an id, or an e-mail address that exactly one person has. */
export async function giveRole(ownerUrl: string, person: string, role: string): Promise<PersonWithRole> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'blossomer user promote' });
  client.on('error', () => {}); // The query under way reports it.
  await client.connect();
  try {
    const { rows } = await client.query<PersonWithRole>('select id, email, role from give_role($1, $2)', [
      person,
      role,
    ]);
    return rows[0]!;
  } catch (error) {
    throw refusalOf(error) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}

function refusalOf(error: unknown): CommandError | undefined {
  const code = codeOf(error);
  if (code === undefinedFunction) {
    return new CommandError('This database is not set up yet; run npm run db:migrate.');
  }
  if (!(error instanceof Error) || !raisedByGiveRole.has(code)) return undefined;
  return new CommandError(`${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`);
}

const undefinedFunction = '42883';
const raisedByGiveRole: ReadonlySet<string> = new Set(['BG404', 'BG409']);
