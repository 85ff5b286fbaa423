import type { BodyType, JsonPatchOperation } from '@blossomer/contract';
import { parsePointer } from '@blossomer/json';
import { applyMergePatch } from '@blossomer/merge';
import jsonPatch from 'fast-json-patch';
import { Failure } from '../failures.ts';
import type { Resource } from './table.ts';

/** The resource after a patch of either kind (RFC 7396, RFC 6902). The stored one is left as it is. */
export function patched(current: Resource, patch: unknown, type: BodyType): unknown {
  if (type === 'application/json-patch+json') return afterOperations(current, patch);
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) {
    const message = 'must be an object: the parts of the resource to change';
    throw new Failure('invalid', `A merge patch ${message}.`, {
      faults: [{ in: 'body', pointer: '', message }],
    });
  }
  return applyMergePatch(current, patch);
}

function afterOperations(current: Resource, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    const message = 'must be a list of operations';
    throw new Failure('invalid', `A JSON patch ${message}.`, {
      faults: [{ in: 'body', pointer: '', message }],
    });
  }
  const document: Resource = structuredClone(current);
  for (const [index, operation] of (patch as JsonPatchOperation[]).entries()) {
    refuseUnusualPaths(operation, index);
    try {
      const { newDocument } = jsonPatch.applyOperation(
        document,
        operation as jsonPatch.Operation,
        true,
        true,
      );
      if (newDocument !== document) throw badPath(index, operation);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw asFailure(error, index, operation);
    }
  }
  return document;
}

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** The whole resource cannot be replaced by an operation, and no path leads into the machinery below an object. */
function refuseUnusualPaths(operation: JsonPatchOperation, index: number): void {
  const from = operation.op === 'move' || operation.op === 'copy' ? [operation.from] : [];
  for (const path of [operation.path, ...from]) {
    const parts = parsePointer(path);
    if (parts.length === 0 || parts.some((part) => prototypeKeys.has(part))) throw badPath(index, operation);
  }
}

function asFailure(error: unknown, index: number, operation: JsonPatchOperation): Failure {
  const name = error instanceof Error ? error.name : '';
  if (name !== 'TEST_OPERATION_FAILED') return badPath(index, operation);
  const message = `the value at ${operation.path} is another one`;
  return new Failure('patch-test-failed', `Operation ${index} was a test, and ${message}.`, {
    faults: [{ in: 'body', pointer: `/${index}`, message }],
  });
}

function badPath(index: number, operation: JsonPatchOperation): Failure {
  const message = `${operation.op} cannot be done at ${operation.path || 'the root'}: there is no such place`;
  return new Failure('bad-patch-path', `Operation ${index}: ${message}.`, {
    faults: [{ in: 'body', pointer: `/${index}/path`, message }],
  });
}
