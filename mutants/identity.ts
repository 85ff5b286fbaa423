import type { Mutant } from './mutant.ts';

/** Mutants of who a request runs as: the segment, its first statement, and the token before it. */
const verifying = ['server/identity.test.ts'];
const running = ['server/isolation/matrix.test.ts', 'server/segment.test.ts', 'db/policies.test.ts'];

function entering(name: string, body: string): Mutant {
  return {
    name,
    change: {
      sql: `create or replace function enter(person text) returns void language plpgsql as $mutant$ begin ${body} end $mutant$`,
    },
    tests: ['db/policies.test.ts', ...running],
  };
}

const set = `perform set_config('app.user_id', person, true);`;
const refuse = `if exists (select from deleted_users where id = person) then raise exception 'x' using errcode = 'BG401'; end if;`;

function inFile(file: string, name: string, find: string, replace: string, tests: readonly string[]): Mutant {
  return { name, change: { file, find, replace }, tests };
}

export const mutantsOfIdentity: readonly Mutant[] = [
  entering('enter: for the whole session', `${set.replace('true', 'false')} ${refuse}`),
  entering('enter: lets erased people in', set),
  entering('enter: enters nobody', refuse),
  entering(
    'enter: the first one stays',
    `if coalesce(current_setting('app.user_id', true), '') = '' then ${set} end if; ${refuse}`,
  ),
  inFile(
    'server/database.ts',
    'segment: nobody enters',
    'const rows = await pipelines.run([...entering, ...statements]);\n      return rows.slice(entering.length);',
    'return pipelines.run(statements);',
    running,
  ),
  inFile(
    'server/database.ts',
    'segment: the person enters after the statement',
    'const rows = await pipelines.run([...entering, ...statements]);\n      return rows.slice(entering.length);',
    'const rows = await pipelines.run([...statements, ...entering]);\n      return rows.slice(0, statements.length);',
    running,
  ),
  inFile(
    'server/database.ts',
    'segment: a login that is more does not become the app',
    '...(options.setRole ? [becomeApp] : []), identity]',
    'identity]',
    ['server/start.test.ts', ...running],
  ),
  inFile(
    'server/database.ts',
    'transaction: nobody enters',
    '=> run(statements), entering);',
    '=> run(statements), []);',
    ['server/features/imports/imports.test.ts', ...running],
  ),
  inFile('server/identity.ts', 'token: any algorithm', `algorithms: ['ES256'],`, '', verifying),
  inFile('server/identity.ts', 'token: any issuer', 'issuer: [...issuers],', '', verifying),
  inFile('server/identity.ts', 'token: any audience', 'aud === projectId &&', '', verifying),
  inFile(
    'server/identity.ts',
    'token: any project',
    '(claims.project_id ?? projectId) === projectId &&',
    '',
    verifying,
  ),
  inFile(
    'server/identity.ts',
    'token: any branch',
    `(claims.branch_id ?? claims.branchId) === 'main' &&`,
    '',
    verifying,
  ),
  inFile('server/identity.ts', 'token: any role', `claims.role === 'authenticated' &&`, '', verifying),
  inFile(
    'server/identity.ts',
    'token: anonymous people',
    '(claims.is_anonymous ?? false) === false &&',
    '',
    verifying,
  ),
  inFile(
    'server/identity.ts',
    'token: restricted people',
    ' &&\n    (claims.is_restricted ?? false) === false',
    '',
    verifying,
  ),
  inFile('server/identity.ts', 'token: any sub', 'uuid.test(sub) &&', '', verifying),
  inFile(
    'server/identity.ts',
    'token: good for ever once it was verified',
    'if (earlier && Date.now() < earlier.goodUntil)',
    'if (earlier)',
    verifying,
  ),
  inFile('server/document/cursor.ts', 'cursor: of any list and person', 'ofList !== list || ', '', [
    'server/document/cursor.test.ts',
    'server/document/list.test.ts',
    'server/isolation/matrix.test.ts',
  ]),
  inFile(
    'server/document/edit.ts',
    'edit: overwrites what came between',
    'where id = $1 and version = $2 returning',
    'where id = $1 and $2::int > 0 returning',
    ['server/document/concurrency.test.ts'],
  ),
  inFile(
    'server/serve.ts',
    'serve: takes no notice of the token',
    `if (endpoint.access === 'person') request.identity`,
    `if (endpoint.id === 'me.view') request.identity`,
    running,
  ),
];
