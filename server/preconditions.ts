import type { Endpoint } from '@blossomer/contract';
import { Failure } from './failures.ts';

/** Which versions a request is about (RFC 9110, section 13): any that exists, or one of these. */
export type Precondition = 'any' | readonly number[];

/** `If-Match`: undefined when it is absent and may be. Weak tags never match, so they are refused as malformed. */
export function ifMatch(endpoint: Endpoint, header: string | undefined): Precondition | undefined {
  if (header === undefined) {
    if (endpoint.ifMatch !== 'required') return undefined;
    const message = 'Send If-Match with the ETag of what you read, or * to change whatever is there.';
    throw new Failure('precondition-required', message, {
      faults: [{ in: 'header', pointer: '/If-Match', message }],
    });
  }
  if (header.trim() === '*') return 'any';
  const versions = header.split(',').map((tag) => /^"(\d{1,10})"$/.exec(tag.trim())?.[1]);
  if (versions.length > tagsMax || versions.includes(undefined)) throw malformed();
  return versions.map(Number).filter((version) => version <= versionMax);
}

/** `If-None-Match` never fails a read: a tag that is not ours simply does not match. */
export function ifNoneMatch(header: string | undefined): Precondition {
  if (header === undefined) return [];
  if (header.trim() === '*') return 'any';
  const versions = header.split(',', tagsMax).map((tag) => /^(?:W\/)?"(\d{1,9})"$/.exec(tag.trim())?.[1]);
  return versions.filter((version) => version !== undefined).map(Number);
}

const tagsMax = 20;
/** PostgreSQL's integer. A larger number is a version that nothing has. */
const versionMax = 2 ** 31 - 1;

function malformed(): Failure {
  const message = 'If-Match is an ETag as it was given, in quotes, such as "3".';
  return new Failure('malformed-request', message, {
    faults: [{ in: 'header', pointer: '/If-Match', message }],
  });
}
