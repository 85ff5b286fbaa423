import { expect, test } from 'vitest';
import { everyPath, paths } from './paths.ts';

test('every address of the app', () => {
  expect(everyPath).toMatchSnapshot();
});

test('the playground and the app have the same addresses below their own names', () => {
  const { claim, receipt, admin, adminImport, adminAudit, ...shared } = paths.app;
  expect(Object.keys(paths.playground)).toEqual(Object.keys(shared));
  expect(paths.playground.persona('c', 'p').replace('/playground/', '/app/')).toBe(
    paths.app.persona('c', 'p'),
  );
});

test('whatever an id or a text holds stays one segment or one value', () => {
  expect(paths.app.account('a/b', '../c?d#e')).toBe('/app/company/a%2Fb/accounts/..%2Fc%3Fd%23e');
  const { searchParams } = new URL(paths.signIn('/app/trash?x=1&y=2#z'), 'http://here');
  expect(searchParams.get('next')).toBe('/app/trash?x=1&y=2#z');
  expect(paths.playground.newCompany('acme.com/?a=b')).toBe('/playground/new?website=acme.com%2F%3Fa%3Db');
  expect(paths.playground.newCompany('')).toBe('/playground/new');
});
