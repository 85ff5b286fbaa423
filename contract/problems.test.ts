import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentBytesMax, endpoint, importBytesMax } from './endpoint.ts';
import { Problem, problemCodes, problems } from './problems.ts';
import { Id } from './text.ts';

test('a code is a few plain words, a status of failure and a title of its own', () => {
  for (const code of problemCodes) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(problems[code].status).toBeGreaterThanOrEqual(400);
    expect(problems[code].title).toMatch(/^[A-Z][^.]+$/);
  }
  expect(new Set(problemCodes.map((code) => problems[code].title)).size).toBe(problemCodes.length);
});

test('a problem without a known code is none', () => {
  const problem = {
    type: '',
    title: '',
    status: 400,
    detail: '',
    code: 'invalid',
    requestId: '',
    errors: [],
  };
  expect(Problem.safeParse(problem).success).toBe(true);
  expect(Problem.safeParse({ ...problem, code: 'odd' }).success).toBe(false);
  expect(
    Problem.safeParse({ ...problem, errors: [{ in: 'cookie', pointer: '', message: '' }] }).success,
  ).toBe(false);
});

describe('an endpoint', () => {
  const parts = { id: 'things.view', method: 'GET', path: '/things', summary: 'View things' } as const;

  test('that says nothing more is for a signed-in person, without body or parameters', () => {
    const { access, bodyTypes, ifMatch, statuses, bodyBytesMax, problems: codes } = endpoint(parts);
    expect({ access, bodyTypes, ifMatch, statuses, bodyBytesMax }).toEqual({
      access: 'person',
      bodyTypes: [],
      ifMatch: 'none',
      statuses: [200],
      bodyBytesMax: documentBytesMax,
    });
    expect(codes).toEqual(
      expect.arrayContaining(['unauthenticated', 'malformed-request', 'rate-limited', 'internal']),
    );
    for (const code of ['not-found', 'invalid', 'stale-version', 'precondition-required']) {
      expect(codes).not.toContain(code);
    }
  });

  test('has the problems that follow from its parts, each once', () => {
    const made = endpoint({
      ...parts,
      params: z.strictObject({ id: Id }),
      body: z.strictObject({}),
      ifMatch: 'required',
      problems: ['invalid', 'conflict'],
    });
    expect(made.bodyTypes).toEqual(['application/json']);
    expect(new Set(made.problems).size).toBe(made.problems.length);
    for (const code of [
      'not-found',
      'malformed-json',
      'too-large',
      'unsupported-media-type',
      'invalid',
      'stale-version',
      'precondition-required',
      'conflict',
    ] as const) {
      expect(made.problems).toContain(code);
    }
    expect(endpoint({ ...parts, ifMatch: 'optional' }).problems).not.toContain('precondition-required');
    expect(endpoint({ ...parts, access: 'public' }).problems).not.toContain('unauthenticated');
  });
});

test('what an endpoint counts as follows from its method and its access, unless it says so', () => {
  const limitOf = (more: object) => {
    const parts = { id: 'things.do', method: 'GET', path: '/things', summary: 'Do things' } as const;
    const { limit, problems: codes } = endpoint({ ...parts, ...more });
    return [limit, codes.filter((code) => code === 'rate-limited' || code === 'limits-unreachable')];
  };
  expect(limitOf({})).toEqual(['read', ['rate-limited']]);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect(limitOf({ method })).toEqual(['write', ['rate-limited']]);
  expect(limitOf({ access: 'public' })).toEqual(['guest', ['rate-limited']]);
  expect(limitOf({ limit: 'none' })).toEqual(['none', []]);
  for (const limit of ['import', 'generate-company', 'generate-guest'])
    expect(limitOf({ method: 'POST', limit })).toEqual([limit, ['rate-limited', 'limits-unreachable']]);
});

test('a document may have 1 MB, an import 25', () => {
  expect([documentBytesMax, importBytesMax]).toEqual([1_048_576, 26_214_400]);
});
