import {
  documentBytesMax,
  documentDepthMax,
  type EntityKind,
  faultsOf,
  JsonPatch,
  MergePatch,
  type ProblemError,
  sentenceOf,
} from '@blossomer/contract';
import { isDeeperThan, readStrict, valueAt } from '@blossomer/json';
import {
  applyJsonPatch,
  applyMergePatch,
  equal,
  JsonPatchError,
  type PatchOperation,
} from '@blossomer/merge';
import type { z } from 'zod';
import { refusal } from './errors.ts';
import { shapeOf } from './kinds.ts';
import type { Row } from './listing.ts';
import type { Patch } from './workspace.ts';

/** What a document may be, without a server: the contract's schemas, and the rules that stand beside them. */
export function readNew(
  kind: EntityKind,
  body: unknown,
): Record<string, unknown> & { id?: string; name: string } {
  const created = parse(shapeOf[kind].create, strictly(body)) as Record<string, unknown> & { name: string };
  refuseTooLarge(created.data);
  return created;
}

/** The resource after a patch: valid, and in its read-only fields what it was. The stored one stays as it is. */
export function patchedRow(kind: EntityKind, current: Row, patch: Patch): Row {
  const read = strictly(patch);
  const candidate = Array.isArray(read)
    ? applied(current, parse(JsonPatch, read) as PatchOperation[])
    : applyMergePatch(current, parse(MergePatch, read));
  if (isDeeperThan(candidate, documentDepthMax)) {
    throw invalid('/data', `must not be nested deeper than ${documentDepthMax}`);
  }
  const changed = parse(shapeOf[kind].replacement, candidate) as Row;
  refuseTooLarge(changed.data);
  for (const field of readOnlyFields(kind)) {
    if (changed[field] === current[field]) continue;
    const message = `${field} cannot be changed`;
    throw refusal('read-only', `${message}.`, { errors: [{ in: 'body', pointer: `/${field}`, message }] });
  }
  return equal(current, changed) ? current : changed;
}

/** Of the body as it was sent: two that differ only in the order of their keys are one. */
export function digestOf(sent: unknown): string {
  const text = JSON.stringify(sent, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return `${text.length}-${(high >>> 0).toString(36)}-${(low >>> 0).toString(36)}`;
}

export function parentFault(kind: EntityKind, field: string): ProblemError {
  const noun = field.replace('Id', '');
  const inside = kind === 'campaign' && field === 'personaId' ? ' in that account' : '';
  const message = `There is no ${noun} of yours with this id${inside}.`;
  return refusal('unknown-parent', message, { errors: [{ in: 'body', pointer: `/${field}`, message }] });
}

function readOnlyFields(kind: EntityKind): string[] {
  const { parents, movable } = shapeOf[kind];
  const fixed = parents.map(([field]) => field).filter((field) => !movable.includes(field));
  return ['id', ...fixed, 'version', 'createdAt', 'updatedAt'];
}

/** As it would arrive: JSON that can be given back exactly. */
function strictly(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  if (text.length > documentBytesMax && new TextEncoder().encode(text).length > documentBytesMax)
    throw tooLarge();
  const read = readStrict(text, { depthMax: documentDepthMax });
  if ('value' in read) return read.value;
  const errors = read.faults.map(({ pointer, message }) => ({ in: 'body' as const, pointer, message }));
  throw refusal('malformed-json', errors[0]?.message ?? 'The content is not JSON.', { errors });
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = faultsOf(result.error, 'body');
  throw refusal('invalid', sentenceOf(errors), { errors });
}

function applied(current: Row, operations: readonly PatchOperation[]): unknown {
  try {
    return applyJsonPatch(current, operations, documentBytesMax);
  } catch (error) {
    throw error instanceof JsonPatchError ? asRefusal(error, operations) : error;
  }
}

function asRefusal(
  { reason, index, member }: JsonPatchError,
  operations: readonly PatchOperation[],
): ProblemError {
  if (reason === 'too-large') return tooLarge();
  const place = String(valueAt(operations, `/${index}/${member}`) || 'the root');
  if (reason === 'test-failed') {
    const message = `the value at ${place} is another one`;
    const errors = [{ in: 'body' as const, pointer: `/${index}`, message }];
    return refusal('patch-test-failed', `Operation ${index} was a test, and ${message}.`, { errors });
  }
  const message = `${operations[index]?.op} cannot be done at ${place}: there is no such place`;
  const errors = [{ in: 'body' as const, pointer: `/${index}/${member}`, message }];
  return refusal('bad-patch-path', `Operation ${index}: ${message}.`, { errors });
}

function refuseTooLarge(data: unknown): void {
  const text = JSON.stringify(data);
  if (text.length > documentBytesMax / 3 && new TextEncoder().encode(text).length > documentBytesMax)
    throw tooLarge();
}

function tooLarge(): ProblemError {
  const message = 'would become larger than a document may be';
  return refusal('too-large', `The document ${message}.`, {
    errors: [{ in: 'body', pointer: '/data', message }],
  });
}

function invalid(pointer: string, message: string): ProblemError {
  return refusal('invalid', `${pointer.slice(1)} ${message}.`, {
    errors: [{ in: 'body', pointer, message }],
  });
}
