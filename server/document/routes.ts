import type { Endpoint } from '@blossomer/contract';
import { type Answer, type Ask, type Server, serve } from '../serve.ts';
import { createDocument, createdDocument } from './create.ts';
import { currentDocument, editDocument, readOnlyOf } from './edit.ts';
import { listDocuments } from './list.ts';
import { patched } from './patch.ts';
import { readDocument } from './read.ts';
import { removeDocument, removedDocument } from './remove.ts';
import type { DocumentTable } from './table.ts';

type Verb = 'list' | 'view' | 'create' | 'replace' | 'update' | 'remove';
type One = Ask<{ id: string }, unknown, unknown>;

/** The six endpoints of one of the four documents. */
export function serveDocuments(
  server: Server,
  table: DocumentTable,
  endpoints: Record<Verb, Endpoint>,
): void {
  const asItIs = async (ask: Ask<unknown, unknown, unknown>): Promise<Answer> => {
    const { caller, params } = ask as One;
    const { text, current } = await currentDocument(table, { caller, params, ifMatch: undefined });
    return { status: 200, text, version: current.version };
  };
  serve(server, endpoints.list, (ask) => listDocuments(table, ask));
  serve(
    server,
    endpoints.create,
    (ask) => createDocument(table, endpoints.create.path, ask),
    (ask, written) => createdDocument(table, endpoints.create.path, ask, written),
  );
  serve(server, endpoints.view, (ask) => readDocument(table, ask as One));
  serve(
    server,
    endpoints.remove,
    (ask) => removeDocument(table, ask as One),
    (ask) => removedDocument(table, ask as One),
  );
  serve(
    server,
    endpoints.update,
    (ask) => editDocument(table, ask as One, (current) => patched(current, ask.body, ask.bodyType)),
    asItIs,
  );
  serve(
    server,
    endpoints.replace,
    (ask) =>
      editDocument(table, ask as One, (current) => ({
        ...readOnlyOf(table, current),
        ...(ask.body as object),
      })),
    asItIs,
  );
}
