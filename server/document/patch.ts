import { type BodyType, documentBytesMax, type JsonPatchOperation } from '@blossomer/contract';
import { applyJsonPatch, applyMergePatch, JsonPatchError } from '@blossomer/merge';
import { Failure } from '../failures.ts';
import type { Resource } from './table.ts';

/** The resource after a patch of either kind (RFC 7396, RFC 6902). The stored one is left as it is. */
export function patched(current: Resource, patch: unknown, type: BodyType): unknown {
  if (type !== 'application/json-patch+json') return applyMergePatch(current, patch);
  const operations = patch as JsonPatchOperation[];
  try {
    return applyJsonPatch(current, operations, documentBytesMax);
  } catch (error) {
    throw error instanceof JsonPatchError ? asFailure(error, operations) : error;
  }
}

const shownCharactersMax = 200;

function asFailure(
  { reason, index, member }: JsonPatchError,
  operations: readonly JsonPatchOperation[],
): Failure {
  const operation = operations[index];
  const named = member === 'from' && operation && 'from' in operation ? operation.from : operation?.path;
  const place = shortened(typeof named === 'string' && named !== '' ? named : 'the root');
  if (reason === 'test-failed') {
    const message = `the value at ${place} is another one`;
    return new Failure('patch-test-failed', `Operation ${index} was a test, and ${message}.`, {
      faults: [{ in: 'body', pointer: `/${index}`, message }],
    });
  }
  if (reason === 'too-large') {
    const message = 'would become larger than a document may be';
    return new Failure('too-large', `The document ${message}.`, {
      faults: [{ in: 'body', pointer: '/data', message }],
    });
  }
  const message = `${operation?.op} cannot be done at ${place}: there is no such place`;
  return new Failure('bad-patch-path', `Operation ${index}: ${message}.`, {
    faults: [{ in: 'body', pointer: `/${index}/${member}`, message }],
  });
}

function shortened(text: string): string {
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}...` : text;
}
