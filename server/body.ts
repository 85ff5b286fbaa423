import type { BodyType, Endpoint } from '@blossomer/contract';
import { readStrict } from '@blossomer/json';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from './failures.ts';

/** Bodies arrive as bytes and are read by the endpoint they are for, after its caller is known. */
export function takeBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Empty when there is none. */
export function bytesOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** Reads JSON so that nothing in it can be lost on the way to the database: what could not be given back is refused. */
export function readJson(endpoint: Endpoint, bytes: Uint8Array): unknown {
  if (bytes.length === 0) {
    throw new Failure('malformed-json', 'The body is empty; JSON is expected.', {
      faults: [{ in: 'body', pointer: '', message: 'is missing' }],
    });
  }
  const limits = {
    ...(endpoint.anyStringUnder === undefined ? {} : { allowAnyStringUnder: endpoint.anyStringUnder }),
    ...(endpoint.bodyDepthMax === undefined ? {} : { depthMax: endpoint.bodyDepthMax }),
  };
  const read = readStrict(decoded(bytes), limits);
  if ('value' in read) return read.value;
  const faults = read.faults.map(({ pointer, message }) => ({ in: 'body' as const, pointer, message }));
  throw new Failure('malformed-json', faults[0]?.message ?? 'The body is not JSON.', { faults });
}

/** Asked before the body is read, so that nobody sends a megabyte to learn that its type is wrong. */
export function bodyTypeOf(endpoint: Endpoint, request: FastifyRequest): BodyType {
  const accepted = {
    'accept-post': undefined,
    [endpoint.method === 'PATCH' ? 'accept-patch' : 'accept']: endpoint.bodyTypes.join(', '),
  };
  const headers = Object.fromEntries(
    Object.entries(accepted).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  const refuse = (detail: string, header: string) =>
    new Failure('unsupported-media-type', detail, {
      headers,
      faults: [{ in: 'header', pointer: `/${header}`, message: detail }],
    });
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw refuse('Send the body uncompressed.', 'Content-Encoding');
  const [essence = '', ...parameters] = (request.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const type = endpoint.bodyTypes.find((candidate) => candidate === essence);
  if (!type) throw refuse(`Send the body as ${endpoint.bodyTypes.join(' or ')}.`, 'Content-Type');
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset && !/^charset="?utf-?8"?$/.test(charset))
    throw refuse('JSON is sent in UTF-8.', 'Content-Type');
  return type;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Failure('malformed-json', 'The body is not valid UTF-8.', {
      faults: [{ in: 'body', pointer: '', message: 'is not valid UTF-8' }],
    });
  }
}
