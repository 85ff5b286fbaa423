import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { page } from './lists.ts';
import { JsonPatch, MergePatch } from './patches.ts';
import { Id, Instant, Name } from './text.ts';

/** What the four entities share: who they are, their version, and the six things one can do with them. */
const identity = { id: Id } as const;
const named = { name: Name } as const;
const history = {
  version: z
    .int()
    .min(1)
    .meta({ description: 'Grows by one with each write; the ETag is this number in quotes.' }),
  createdAt: Instant,
  updatedAt: Instant,
} as const;

const summaryText = {
  description: z.string().nullable().meta({ description: 'The first 300 characters of the description.' }),
} as const;

type Shape = z.core.$ZodLooseShape;
export interface EntityParts<
  Own extends Shape,
  Parents extends Shape,
  Data extends z.ZodType,
  Summary extends Shape,
  Query extends z.ZodType,
> {
  /** `Company`: the name of the schema. */
  title: string;
  /** `companies`: the noun in operation ids. */
  noun: string;
  path: `/api/${string}`;
  /** Columns of this kind beside name and data: url, type, status. Each has a default. */
  own: Own;
  parents: Parents;
  data: Data;
  /** What a summary says of the document beside its description. */
  summary: Summary;
  query: Query;
}

export function entity<
  Own extends Shape,
  Parents extends Shape,
  Data extends z.ZodType,
  Summary extends Shape,
  Query extends z.ZodType,
>(parts: EntityParts<Own, Parents, Data, Summary, Query>) {
  const { title, own, parents, data } = parts;
  const resource = z
    .strictObject({ ...identity, ...parents, ...named, ...own, data, ...history })
    .meta({ id: title });
  const summary = z
    .strictObject({ ...identity, ...parents, ...named, ...own, ...summaryText, ...parts.summary, ...history })
    .meta({ id: `${title}Summary` });
  const create = z
    .strictObject({ id: Id.optional(), ...parents, ...named, ...own, data: data.prefault({} as never) })
    .meta({ id: `New${title}` });
  const replacement = z
    .strictObject({
      id: Id.optional(),
      ...optional(parents),
      ...named,
      ...own,
      data: data.prefault({} as never),
      version: z.int().optional(),
      createdAt: z.string().optional(),
      updatedAt: z.string().optional(),
    })
    .meta({
      id: `${title}Replacement`,
      description:
        'The resource as it should be. Fields that cannot change may be left out or sent as they are.',
    });
  return {
    resource,
    summary,
    create,
    replacement,
    endpoints: endpoints(parts, { resource, summary, create, replacement }),
  };
}

function optional<S extends Shape>(shape: S): { [Key in keyof S]: z.ZodOptional<S[Key]> } {
  const entries = Object.entries(shape).map(([key, type]) => [key, z.optional(type)]);
  return Object.fromEntries(entries) as { [Key in keyof S]: z.ZodOptional<S[Key]> };
}

interface Schemas<R, S, C, P> {
  resource: R;
  summary: S;
  create: C;
  replacement: P;
}

function endpoints<
  Query extends z.ZodType,
  R extends z.ZodType,
  S extends z.ZodType,
  C extends z.ZodType,
  P extends z.ZodType,
>(
  {
    title,
    noun,
    path,
    query,
    parents,
  }: { title: string; noun: string; path: `/api/${string}`; query: Query; parents: Shape },
  schemas: Schemas<R, S, C, P>,
) {
  const params = z.strictObject({ id: Id });
  const one = `${path}/{id}` as const;
  const word = title.toLowerCase();
  const article = /^[aeiou]/.test(word) ? 'an' : 'a';
  const parentProblems = Object.keys(parents).length > 0 ? (['unknown-parent'] as const) : [];
  return {
    list: endpoint({
      id: `${noun}.list`,
      method: 'GET',
      path,
      summary: `List your ${noun}`,
      query,
      answer: page(z.union([schemas.resource, schemas.summary])).meta({ id: `${title}Page` }),
      problems: ['bad-cursor'],
    }),
    view: endpoint({
      id: `${noun}.view`,
      method: 'GET',
      path: one,
      summary: `Read one ${word}`,
      params,
      statuses: [200, 304],
      answer: schemas.resource,
    }),
    create: endpoint({
      id: `${noun}.create`,
      method: 'POST',
      path,
      summary: `Create ${article} ${word}; the same id and body again answers 200 with the stored one`,
      body: schemas.create,
      statuses: [201, 200],
      answer: schemas.resource,
      problems: ['id-taken', ...parentProblems],
    }),
    replace: endpoint({
      id: `${noun}.replace`,
      method: 'PUT',
      path: one,
      summary: `Replace the name and document of ${article} ${word}`,
      params,
      body: schemas.replacement,
      ifMatch: 'required',
      answer: schemas.resource,
      problems: ['read-only', 'conflict', ...parentProblems],
    }),
    update: endpoint({
      id: `${noun}.update`,
      method: 'PATCH',
      path: one,
      summary: `Change parts of ${article} ${word} by merge patch or JSON patch`,
      params,
      body: z.union([MergePatch, JsonPatch]),
      bodyTypes: ['application/merge-patch+json', 'application/json-patch+json'],
      bodyByType: { 'application/merge-patch+json': MergePatch, 'application/json-patch+json': JsonPatch },
      ifMatch: 'required',
      answer: schemas.resource,
      problems: ['read-only', 'conflict', 'patch-test-failed', 'bad-patch-path', ...parentProblems],
    }),
    remove: endpoint({
      id: `${noun}.remove`,
      method: 'DELETE',
      path: one,
      summary: `Delete ${article} ${word} and all below it`,
      params,
      ifMatch: 'optional',
      statuses: [204],
    }),
  };
}
