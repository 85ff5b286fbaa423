import { documentBytesMax, documentDepthMax } from '@blossomer/contract';
import { isDeeperThan } from '@blossomer/json';
import { Failure } from '../failures.ts';

/** What one body may not hold, several patches, or ids that are filled in, may not build up either. */
export function refuseTooDeep(resource: unknown): void {
  if (!isDeeperThan(resource, documentDepthMax)) return;
  const message = `must not be nested deeper than ${documentDepthMax}`;
  throw new Failure('invalid', `data ${message}.`, { faults: [{ in: 'body', pointer: '/data', message }] });
}

export function refuseTooLarge(data: Record<string, unknown>): void {
  if (Buffer.byteLength(JSON.stringify(data)) <= documentBytesMax) return;
  const message = 'would become larger than a document may be';
  throw new Failure('too-large', `The document ${message}.`, {
    faults: [{ in: 'body', pointer: '/data', message }],
  });
}
