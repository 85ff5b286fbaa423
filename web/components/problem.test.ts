import { ProblemError } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { StorageError, UnreachableError } from '../workspace/errors.ts';
import { failureOf } from './problem.ts';

const problem = (status: number) =>
  new ProblemError({
    type: '/problems#x',
    title: 'Too much at once',
    status,
    detail: 'The server has too much to do; please try again in a moment.',
    code: status === 404 ? 'not-found' : 'overloaded',
    requestId: '01a21eb8',
    errors: [],
  });

test.each([
  [problem(404), 'missing'],
  [problem(503), 'refused'],
  [new UnreachableError(), 'offline'],
  [new StorageError('full'), 'refused'],
  [new TypeError('Failed to fetch dynamically imported module: http://here/assets/a-1.js'), 'outdated'],
  [new TypeError('error loading dynamically imported module: http://here/assets/a-1.js'), 'outdated'],
  [new TypeError('Importing a module script failed.'), 'outdated'],
  [new TypeError("undefined is not an object (evaluating 'a.secret')"), 'broken'],
  ['thrown text', 'broken'],
])('%s is %s', (error, kind) => {
  expect(failureOf(error).kind).toBe(kind);
});

test('no error is an empty message, or says no more than that something failed', () => {
  const noErrors = [null, undefined, {}, '', new Error('')];
  for (const error of [
    problem(404),
    problem(503),
    new UnreachableError(),
    new StorageError('full'),
    ...noErrors,
  ]) {
    const { title, detail } = failureOf(error);
    expect(title).toMatch(/\w+ \w+/);
    expect(title).not.toMatch(/failed/i);
    expect(detail).toMatch(/\w+ \w+ \w+.*\.$/);
  }
});

test('a refusal is told in the words of the server, with the request', () => {
  expect(failureOf(problem(503))).toEqual({
    kind: 'refused',
    title: 'Too much at once',
    detail: 'The server has too much to do; please try again in a moment.',
    requestId: '01a21eb8',
  });
});

test('what broke inside tells nothing of the inside', () => {
  const { title, detail } = failureOf(new TypeError("undefined is not an object (evaluating 'a.secret')"));
  expect(title + detail).not.toMatch(/undefined|secret/);
});
