import type pg from 'pg';
import type { Mutant } from './mutant.ts';

/** Mutants of what an admin can do: each function of the directory without its question for the role, and more. */
const noticing = ['db/admin.test.ts', 'server/features/admin/admin.test.ts'];

function replaced(name: string, of: string, find: string, replace: string): Mutant {
  const change = `do $change$ begin
    if position($find$${find}$find$ in pg_get_functiondef('${of}'::regprocedure)) = 0 then
      raise exception '${of} does not say what the mutant changes';
    end if;
    execute replace(pg_get_functiondef('${of}'::regprocedure), $find$${find}$find$, $replace$${replace}$replace$);
  end $change$`;
  return { name, change: { sql: change }, tests: noticing };
}

const actFor = 'act_for(text,text,text,uuid,uuid)';
const keepAct = 'keep_act(text,text,text,text,uuid,uuid)';

export async function mutantsOfDirectory(client: pg.Client): Promise<Mutant[]> {
  const { rows } = await client.query<{ function: string }>(
    `select oid::regprocedure::text as function from pg_proc
      where pronamespace = 'public'::regnamespace and prosrc like '%public.require_admin()%' order by 1`,
  );
  const policies = await client.query<{ table: string }>(
    `select polrelid::regclass::text as table from pg_policy where polname = 'directory' order by 1`,
  );
  const forOwner = policies.rows.map(({ table }): Mutant => {
    const change = { sql: `alter policy directory on ${table} using (true)` };
    const name = `policy of the directory on ${table}: shows its rows to the owner of the tables, too`;
    return { name, change, tests: ['db/policies.test.ts'] };
  });
  const unasked = rows.map(({ function: of }) =>
    replaced(`${of}: asks for no role`, of, 'public.require_admin()', `current_setting('app.user_id')`),
  );
  return [
    ...unasked,
    ...forOwner,
    replaced('require_admin: everybody is one', 'require_admin()', `from 'admin'`, 'from person.role'),
    replaced(
      'act_for: for the whole session',
      actFor,
      `set_config('app.user_id', person, true)`,
      `set_config('app.user_id', person, false)`,
    ),
    replaced('act_for: nothing is written down', actFor, 'perform public.keep_act', '-- perform'),
    replaced(
      'act_for: the key becomes the person’s',
      actFor,
      `set_config('app.idempotency_key', '', true), `,
      '',
    ),
    replaced('keep_act: erased people, too', keepAct, 'where gone.id = person', 'where false'),
  ];
}
