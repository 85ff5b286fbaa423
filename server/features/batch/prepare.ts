import { type BodyType, documentBytesMax, documentDepthMax, type Endpoint } from '@blossomer/contract';
import { isDeeperThan } from '@blossomer/json';
import { Failure } from '../../failures.ts';
import { parse } from '../../faults.ts';
import { ifMatch } from '../../preconditions.ts';
import type { Ask, Operation } from '../../serve.ts';
import { inOperation, Misshapen } from './faults.ts';

/** An operation as its body says it. */
export interface Asked {
  method: string;
  path: string;
  ifMatch?: number | '*' | undefined;
  bodyType?: BodyType | undefined;
  body?: unknown;
}

/** What is still missing is the caller, who runs in the transaction. */
export interface Prepared extends Pick<Operation, 'kind' | 'handler' | 'replay'> {
  isCreate: boolean;
  ask: Omit<Parameters<Operation['handler']>[0], 'caller'>;
}

const faultsMax = 20;

/** Throws the first failure, with the faults of all operations: a person mends them in one go. */
export function prepare(operations: readonly Operation[], asked: readonly Asked[]): Prepared[] {
  const prepared: Prepared[] = [];
  const failures: Failure[] = [];
  for (const [index, one] of asked.entries()) {
    try {
      prepared.push(prepareOne(operations, one));
    } catch (error) {
      const failure = inOperation(index, error);
      if (!(failure instanceof Failure)) throw failure;
      failures.push(failure);
    }
  }
  const [first] = failures;
  if (!first) return prepared;
  const faults = failures.flatMap((failure) => failure.faults).slice(0, faultsMax);
  throw new Failure(first.code, first.message, { faults, more: first.more });
}

function prepareOne(operations: readonly Operation[], asked: Asked): Prepared {
  const { endpoint, kind, handler, replay, id } = find(operations, asked);
  const params = id === undefined ? {} : parse(endpoint.params, { id }, 'path', 'malformed-request');
  const precondition = preconditionOf(endpoint, asked);
  const { body, bodyType } = bodyOf(endpoint, asked);
  const rest = { query: {}, sent: asked.body ?? {}, ifNoneMatch: [], once: undefined, spend: async () => {} };
  return {
    kind,
    isCreate: id === undefined,
    handler,
    replay,
    ask: { ...rest, params: params as { id: string }, body, bodyType, ifMatch: precondition },
  };
}

function find(operations: readonly Operation[], { method, path }: Asked): Operation & { id?: string } {
  const here = operations.flatMap((operation) => {
    const [before = '', after] = operation.endpoint.path.split('{id}');
    if (after === undefined) return path === before ? [operation] : [];
    const id = path.startsWith(before) ? path.slice(before.length) : '';
    return id === '' || id.includes('/') ? [] : [{ ...operation, id }];
  });
  if (here.length === 0)
    throw new Misshapen('invalid', 'path', 'is not the address of a document or of a kind of documents');
  const found = here.find(({ endpoint }) => endpoint.method === method);
  if (found) return found;
  const methods = here.map(({ endpoint }) => endpoint.method).join(', ');
  throw new Misshapen('invalid', 'method', `must be ${methods} at this address`);
}

function preconditionOf(endpoint: Endpoint, { ifMatch: version }: Asked) {
  if (endpoint.ifMatch !== 'none') {
    return ifMatch(endpoint, typeof version === 'number' ? `"${version}"` : version);
  }
  if (version !== undefined) throw new Misshapen('invalid', 'ifMatch', 'is not taken here');
  return undefined;
}

function bodyOf(endpoint: Endpoint, asked: Asked): Pick<Ask<never, never, unknown>, 'body' | 'bodyType'> {
  const [otherwise] = endpoint.bodyTypes;
  if (otherwise === undefined) {
    for (const member of ['body', 'bodyType'] as const)
      if (asked[member] !== undefined) throw new Misshapen('invalid', member, 'is not taken here');
    return { body: {}, bodyType: 'application/json' };
  }
  const bodyType = asked.bodyType ?? otherwise;
  if (!endpoint.bodyTypes.includes(bodyType))
    throw new Misshapen('unsupported-media-type', 'bodyType', `must be ${endpoint.bodyTypes.join(' or ')}`);
  if (asked.body === undefined) throw new Misshapen('invalid', 'body', 'is missing');
  if (isDeeperThan(asked.body, documentDepthMax))
    throw new Misshapen('invalid', 'body', `must not be nested deeper than ${documentDepthMax}`);
  if (Buffer.byteLength(JSON.stringify(asked.body)) > documentBytesMax)
    throw new Misshapen('too-large', 'body', 'is larger than a document may be');
  const body = parse(endpoint.bodyByType?.[bodyType] ?? endpoint.body, asked.body, 'body', 'invalid');
  return { body, bodyType };
}
