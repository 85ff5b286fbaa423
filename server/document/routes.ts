import type { Endpoint } from '@blossomer/contract';
import { type Ask, type Operation, type Server, serve } from '../serve.ts';
import { createDocument, createdDocument } from './create.ts';
import { currentDocument, editDocument, readOnlyOf } from './edit.ts';
import { listDocuments } from './list.ts';
import { patched } from './patch.ts';
import { readDocument } from './read.ts';
import { removeDocument, removedDocument } from './remove.ts';
import type { DocumentTable } from './table.ts';

type Verb = 'list' | 'view' | 'create' | 'replace' | 'update' | 'remove';
type One = Ask<{ id: string }, unknown, unknown>;

/** The six endpoints of one of the four documents; those that write may also be part of a batch. */
export function serveDocuments(
  server: Server,
  table: DocumentTable,
  endpoints: Record<Verb, Endpoint>,
): void {
  serve(server, endpoints.list, (ask) => listDocuments(table, ask));
  serve(server, endpoints.view, (ask) => readDocument(table, ask as One));
  for (const operation of writesOf(table, endpoints)) {
    const { endpoint, handler, replay } = operation;
    server.operations.push(operation);
    serve(
      server,
      endpoint,
      (ask) => handler(ask as One),
      (ask, written) => replay(ask as One, written),
    );
  }
}

function writesOf(table: DocumentTable, endpoints: Record<Verb, Endpoint>): Operation[] {
  const { kind } = table;
  const { path } = endpoints.create;
  const asItIs: Operation['replay'] = async ({ caller, params }) => {
    const { text, current } = await currentDocument(table, { caller, params, ifMatch: undefined });
    return { status: 200, text, version: current.version };
  };
  return [
    {
      kind,
      endpoint: endpoints.create,
      handler: (ask) => createDocument(table, path, ask),
      replay: (ask, written) => createdDocument(table, path, ask, written),
    },
    {
      kind,
      endpoint: endpoints.remove,
      handler: (ask) => removeDocument(table, ask),
      replay: (ask) => removedDocument(table, ask),
    },
    {
      kind,
      endpoint: endpoints.update,
      handler: (ask) => editDocument(table, ask, (current) => patched(current, ask.body, ask.bodyType)),
      replay: asItIs,
    },
    {
      kind,
      endpoint: endpoints.replace,
      handler: (ask) =>
        editDocument(table, ask, (current) => ({ ...readOnlyOf(table, current), ...(ask.body as object) })),
      replay: asItIs,
    },
  ];
}
