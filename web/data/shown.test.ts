import { expect, test } from 'vitest';
import type { NewDocuments } from '../workspace/workspace.ts';
import type { CreateEntry, EditEntry } from './entry.ts';
import { shownList } from './shown.ts';

const ids = { company: id(1), other: id(2), account: id(3), persona: id(4) };
const common = {
  owner: 'ann',
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: 0,
  state: 'waiting',
} as const;

function created<Kind extends 'account' | 'persona'>(kind: Kind, document: NewDocuments[Kind]): CreateEntry {
  return { ...common, id: document.id, op: 'create', kind, entityId: document.id, document };
}

const account = created('account', { id: ids.account, companyId: ids.company, name: 'A' });
const persona = created('persona', { id: ids.persona, accountId: ids.account, name: 'P' });

function shown(
  companyId: string,
  { companyOf = () => undefined as string | undefined, entries = [account, persona] } = {},
) {
  return shownList('persona', { companyId }, { rows: [], entries, isWhole: true, companyOf }).map(
    ({ name }) => name,
  );
}

test('a new persona of a new account is in the list of its company, and in no other', () => {
  expect(shown(ids.company)).toEqual(['P']);
  expect(shown(ids.other)).toEqual([]);
});

test('a new persona of an account that is there is in the list of the company that it is known by', () => {
  const known = { entries: [persona], companyOf: () => ids.other };
  expect(shown(ids.other, known)).toEqual(['P']);
  expect(shown(ids.company, known)).toEqual([]);
});

test('a summary shows an edit of what it is made of at once', () => {
  const row = { id: ids.persona, accountId: ids.account, name: 'P', version: 1, description: null };
  const of = (pointer: string, value: unknown) => ({ pointer, value });
  const edit: EditEntry = {
    ...common,
    ...{ id: id(9), op: 'edit', kind: 'persona', entityId: ids.persona, baseVersion: 1 },
    edits: [of('/data/buyingSignals', [{ priority: 'High' }]), of('/data/demographics/seniority', ['CTO'])],
  };
  const rows = [{ ...row, priority: null, seniority: null } as never];
  const query = { fields: 'summary' } as const;
  const [edited] = shownList('persona', query, {
    rows,
    entries: [edit],
    isWhole: true,
    companyOf: () => undefined,
  });
  expect(edited).toMatchObject({ priority: 'High', seniority: 'c_level', name: 'P' });
});

function id(number: number): string {
  return `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
