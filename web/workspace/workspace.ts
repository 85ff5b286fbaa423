import type {
  Account,
  Campaign,
  Change,
  Company,
  EntityKind,
  JsonPatchOperation,
  NewAccount,
  NewCampaign,
  NewCompany,
  NewPersona,
  Operation,
  Persona,
  TrashEntry,
} from '@blossomer/contract';
import type { z } from 'zod';
import type { ListQueries, Summaries } from './kinds.ts';

/**
 * The one seam between the screens and where a person's work lies: `remote` is the API, `local` this browser (the
 * playground). Both keep the same promises, held to them by one suite: validation, versions, conflicts, order, search,
 * the trash. Caches, retries and what is shown belong to `web/data`.
 *
 * Everything rejects with a `ProblemError` of the contract where a request is refused, with `UnreachableError` where
 * nothing answered, and with `StorageError` where this browser cannot keep anything.
 */
export interface Workspace {
  /** Whose work it is: a person's id, or `playground`. */
  readonly owner: string;
  list<Kind extends EntityKind>(
    kind: Kind,
    query?: ListQuery<Kind>,
    signal?: AbortSignal,
  ): Promise<Page<Kind>>;
  view<Kind extends EntityKind>(kind: Kind, id: string, signal?: AbortSignal): Promise<Documents[Kind]>;
  /** With an id of the caller's own. The same id and content again answers with the stored document. */
  create<Kind extends EntityKind>(
    kind: Kind,
    document: NewDocuments[Kind],
    sending?: Sending,
  ): Promise<Documents[Kind]>;
  /** `version`: the one that was read, or `*`. Another one there is `stale-version`; see `staleOf`. */
  patch<Kind extends EntityKind>(
    kind: Kind,
    id: string,
    patch: Patch,
    sending: Sending & { version: number | '*' },
  ): Promise<Documents[Kind]>;
  /** With everything below it, into the trash. `trashId` names the entry that brings all of it back. */
  remove(
    kind: EntityKind,
    id: string,
    sending?: Sending & { version?: number },
  ): Promise<{ trashId: string | null }>;
  listTrash(query?: {
    cursor?: string;
    limit?: number;
  }): Promise<{ items: TrashEntry[]; nextCursor: string | null }>;
  restore(trashId: string, sending?: Sending): Promise<{ kind: EntityKind; id: string }>;
  purge(trashId: string, sending?: Sending): Promise<void>;
  emptyTrash(sending?: Sending): Promise<void>;
  /** Without `after`: from the beginning. A cursor of an earlier life is `cursor-expired`. */
  changes(after?: string): Promise<{ items: Change[]; nextCursor: string; more: boolean }>;
  /** Up to 100 writes, in order, all or nothing. */
  batch(operations: readonly WriteOperation[], sending?: Sending): Promise<BatchResult[]>;
}

export interface Documents {
  company: Company;
  account: Account;
  persona: Persona;
  campaign: Campaign;
}
export type AnyDocument = Documents[EntityKind];

export interface NewDocuments {
  company: NewCompany & { id: string };
  account: NewAccount & { id: string };
  persona: NewPersona & { id: string };
  campaign: NewCampaign & { id: string };
}

export type ListQuery<Kind extends EntityKind> = {
  [Key in keyof ListQueries[Kind]]?: ListQueries[Kind][Key] | undefined;
};

export interface Page<Kind extends EntityKind> {
  items: (Documents[Kind] | Summaries[Kind])[];
  nextCursor: string | null;
}

/** RFC 6902 as a list, RFC 7396 as an object; both address the resource: `/name`, `/data/segments/0/text`. */
export type Patch = readonly JsonPatchOperation[] | Readonly<Record<string, unknown>>;

export interface Sending {
  /** Of this write, for ever: the same key again writes nothing. */
  idempotencyKey?: string;
}

export type WriteOperation = z.input<typeof Operation>;

export interface BatchResult {
  status: 200 | 201 | 204;
  version?: number | undefined;
  trashId?: string | undefined;
  body?: AnyDocument | undefined;
}
