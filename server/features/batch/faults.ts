import type { Fault, ProblemCode } from '@blossomer/contract';
import { Failure, Unavailable } from '../../failures.ts';

/** The failure of one operation, as that of the batch: every fault is in the body that carried the operation. */
export function inOperation(index: number, error: unknown): unknown {
  if (!(error instanceof Failure) || error instanceof Unavailable) return error;
  const { code, message, faults, more } = error;
  return new Failure(code, `Operation ${index}: ${message}`, {
    faults: faults.map((fault) => ({
      ...fault,
      in: 'body' as const,
      pointer: `/operations/${index}/${memberOf(error, fault)}`,
    })),
    more: { ...more, operation: index },
  });
}

/** A fault in a member of the operation, which alone would have no such place. */
export class Misshapen extends Failure {
  readonly member: string;
  constructor(code: ProblemCode, member: string, message: string) {
    super(code, `${member} ${message}.`, { faults: [{ in: 'body', pointer: '', message }] });
    this.member = member;
  }
}

/** A header and a parameter of the address travel in members of the operation. */
function memberOf(error: Failure, { in: place, pointer }: Fault): string {
  if (error instanceof Misshapen) return error.member;
  return { body: `body${pointer}`, header: 'ifMatch', path: 'path', query: 'path' }[place];
}
