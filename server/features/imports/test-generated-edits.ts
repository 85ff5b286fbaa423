import { ProblemError } from '@blossomer/contract';
import { escapeToken } from '@blossomer/json';
import fc from 'fast-check';
import type { Resource } from '../../document/table.ts';
import { type Kind, kinds, newDocument } from '../../hostile/kinds.ts';
import type { Person } from '../../hostile/person.ts';

/** What a person does to their work between imports: to any leaf of any document, and to documents. For tests. */
export interface Edit {
  how: 'replace' | 'remove' | 'add' | 'rename' | 'move' | 'create' | 'delete';
  /** Which document, and which leaf of it: by place, modulo how many there are. */
  document: number;
  leaf: number;
  text: string;
}

export function edits(...ways: Edit['how'][]): fc.Arbitrary<Edit[]> {
  const edit = fc.record({
    how: fc.constantFrom(...ways),
    document: fc.nat(1000),
    leaf: fc.nat(1000),
    text: fc.oneof(fc.lorem({ maxCount: 3 }), fc.constantFrom('', 'N/A', 'ä/~1"\\', '🎉')),
  });
  return fc.array(edit, { maxLength: 5 });
}

export type Found = Resource & { kind: Kind };

export async function documentsOf(person: Person): Promise<Found[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const { body } = await person.client(kind.endpoints.list, { query: { limit: 200 } });
      return (body as { items: Resource[] }).items.map((document): Found => ({ ...document, kind }));
    }),
  );
  return found.flat().sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** By what they say before their ids, which follow from the person's: a failing run is the same again with its seed. */
function orderOf({ kind, id, name, data }: Found): string {
  return JSON.stringify([kinds.indexOf(kind), name, JSON.stringify(data).replace(uuid, ''), id]);
}

/** One after another, each on what the ones before left. What the contract refuses is no edit. */
export async function makeEdits(person: Person, list: readonly Edit[]): Promise<void> {
  for (const edit of list) {
    const found = await documentsOf(person);
    const document = found[edit.document % Math.max(1, found.length)];
    if (document === undefined) return;
    try {
      await make(person, edit, document, found);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 422) throw error;
    }
  }
}

async function make(person: Person, { how, leaf, text }: Edit, document: Found, found: readonly Found[]) {
  const { kind, id } = document;
  const patch = (op: object) =>
    person.client(kind.endpoints.update, {
      params: { id },
      ifMatch: '*',
      bodyType: 'application/json-patch+json',
      body: [op],
    });
  const paths = leafPaths(document.data, '/data');
  const path = paths[leaf % Math.max(1, paths.length)];
  if (how === 'create') await createBelow(person, document);
  else if (how === 'delete') await person.client(kind.endpoints.remove, { params: { id } });
  else if (how === 'rename') await patch({ op: 'replace', path: '/name', value: `Renamed ${text}` });
  else if (how === 'add') await patch({ op: 'add', path: `/data/own${leaf % 3}`, value: { note: [text] } });
  else if (how === 'move') await moveAccount(person, found, leaf);
  else if (path === undefined) return;
  else if (how === 'remove') await patch({ op: 'remove', path });
  else await patch({ op: 'replace', path, value: `Mine: ${text}` });
}

async function createBelow(person: Person, { kind, id, ...fields }: Found): Promise<void> {
  const next = kinds[kinds.indexOf(kind) + 1];
  if (next === undefined) return;
  const parents = next.kind === 'campaign' ? { accountId: fields.accountId, personaId: id } : {};
  const [parent = ''] = Object.keys(next.parents);
  await newDocument(person, next, next.kind === 'campaign' ? parents : { [parent]: id });
}

/** Accounts alone may be moved. */
async function moveAccount(person: Person, found: readonly Found[], at: number): Promise<void> {
  const accounts = found.filter(({ kind }) => kind.kind === 'account');
  const account = accounts[at % Math.max(1, accounts.length)];
  if (account === undefined) return;
  const elsewhere = found.filter(({ kind, id }) => kind.kind === 'company' && id !== account.companyId);
  const company =
    elsewhere[at % Math.max(1, elsewhere.length)] ?? (await newDocument(person, kinds[0] as Kind));
  await person.client(account.kind.endpoints.update, {
    params: { id: account.id },
    ifMatch: '*',
    body: { companyId: company.id },
  });
}

/** RFC 6901. Without the ids of items, which tell what is the same item, and the mark of the document's version. */
function leafPaths(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value)
    .filter(([key, inner]) => !(key === 'id' && typeof inner === 'string') && key !== 'schemaVersion')
    .flatMap(([key, inner]) => leafPaths(inner, `${path}/${escapeToken(key)}`));
}
