import {
  accounts,
  type Client,
  campaigns,
  companies,
  type EntityKind,
  entityKinds,
  ProblemError,
  personas,
  trash,
} from '@blossomer/contract';
import type { PlannedEntity } from '@blossomer/legacy';
import { pagesOf } from './pages.ts';

/** A resource as the API gives it. */
export type Stored = { id: string; version: number } & Record<string, unknown>;

export interface Documents {
  byId: ReadonlyMap<string, Stored>;
  /** Deleted, and not purged: the document itself, or what it was below. */
  isInTrash(entity: PlannedEntity): boolean;
}

const endpoints = { company: companies, account: accounts, persona: personas, campaign: campaigns };

/** The documents that a plan names, as they stand now. */
export async function storedDocuments(client: Client, planned: readonly PlannedEntity[]): Promise<Documents> {
  const byId = new Map<string, Stored>();
  for (const kind of entityKinds) {
    const wanted = planned.filter((entity) => entity.kind === kind).map(({ id }) => id);
    for (const document of await ofKind(client, kind, new Set(wanted))) byId.set(document.id, document);
  }
  const deleted = new Set<string>();
  if (planned.some(({ id }) => !byId.has(id))) {
    for await (const { entityId } of pagesOf((query) => client(trash.list, { query }))) deleted.add(entityId);
  }
  return {
    byId,
    isInTrash: ({ id, parents }) =>
      [id, ...Object.values(parents)].some((one) => deleted.has(one)) && !byId.has(id),
  };
}

async function ofKind(client: Client, kind: EntityKind, wanted: Set<string>): Promise<Stored[]> {
  const found: Stored[] = [];
  const take = (document: Stored) => {
    if (wanted.delete(document.id)) found.push(document);
  };
  if (wanted.size > oneByOne) {
    const list = endpoints[kind].list as typeof companies.list;
    for await (const document of pagesOf((query) => client(list, { query }))) {
      take(document as Stored);
      if (wanted.size === 0) break;
    }
  }
  // Whoever writes meanwhile moves documents from page to page: what was not met is asked for by its id.
  for (const id of [...wanted]) {
    const document = await one(client, kind, id);
    if (document) take(document);
  }
  return found;
}

const oneByOne = 20;

async function one(client: Client, kind: EntityKind, id: string): Promise<Stored | undefined> {
  try {
    const { body } = await client(endpoints[kind].view as typeof companies.view, { params: { id } });
    return body as Stored;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404 && error.problem.requestId)
      return undefined;
    throw error;
  }
}
