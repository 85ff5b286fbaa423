import { type FaultPlace, type ProblemCode, problems } from '@blossomer/contract';
import { afterAll, beforeAll, expect } from 'vitest';
import type { TestServer } from '../../testing/server.ts';
import { footprint, problemOf, type Reply } from './person.ts';

/** What a refused request is told: the code, the part of the request, and the place in it. */
export type Refusal = readonly [code: ProblemCode, place: FaultPlace, pointer: string];

export function expectRefused(reply: Reply, [code, place, pointer]: Refusal): void {
  const problem = problemOf(reply);
  expect({ code: problem.code, status: problem.status, first: problem.errors[0] }).toEqual({
    code,
    status: problems[code].status,
    first: { in: place, pointer, message: expect.stringMatching(/\S/) },
  });
}

/** Nothing in this `describe` may write anything, counted from the end of `prepare`. */
export function nothingIsWritten(
  server: () => TestServer,
  prepare: () => Promise<void> = async () => {},
): void {
  let before: unknown;
  beforeAll(async () => {
    await prepare();
    before = await footprint(server());
  });
  afterAll(async () => expect(await footprint(server())).toEqual(before));
}
