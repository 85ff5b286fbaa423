import { me } from '@blossomer/contract';
import { type Server, serve } from '../../serve.ts';

export function meRoutes(server: Server): void {
  serve(server, me.view, async ({ caller }) => {
    const [rows] = await caller.read({
      name: 'me.view',
      text: `select json_build_object('id', id, 'email', email, 'name', name, 'role', role,
          'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'lastLoginAt', to_char(last_login_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
        from users`,
      values: [],
    });
    const text = rows?.[0]?.[0];
    if (typeof text !== 'string') throw new Error('a person who arrived has no row');
    return { status: 200, text };
  });
}
