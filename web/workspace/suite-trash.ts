import { randomUUID } from 'node:crypto';
import type { Change } from '@blossomer/contract';
import { expect, test, vi } from 'vitest';
import { begin, refused, tree } from './suite-documents.ts';
import type { Workspace } from './workspace.ts';

/** The trash, the feed and batches of both workspaces. */
export function trashSuite(open: () => Promise<Workspace>): void {
  test('a delete takes all below it along, and a restore brings exactly that back', async () => {
    const { workspace, company, account, persona, campaign } = await tree(open);
    const { trashId } = await workspace.remove('account', account.id);
    for (const [kind, { id }] of [
      ['account', account],
      ['persona', persona],
      ['campaign', campaign],
    ] as const) {
      expect(await refused(workspace.view(kind, id))).toMatchObject({ code: 'not-found' });
    }
    const holds = { company: 0, account: 1, persona: 1, campaign: 1 };
    const [entry] = (await workspace.listTrash()).items;
    expect(entry).toMatchObject({
      id: trashId,
      kind: 'account',
      entityId: account.id,
      name: account.name,
      holds,
    });
    expect(await workspace.restore(trashId ?? '')).toMatchObject({ kind: 'account', id: account.id });
    const back = await workspace.view('campaign', campaign.id);
    expect(back).toEqual({ ...campaign, version: 2, updatedAt: back.updatedAt });
    expect((await workspace.listTrash()).items).toEqual([]);
    expect(await workspace.view('company', company.id)).toEqual(company);
  });

  test('a restore without its parent, or over a new life of its id, is refused and keeps the entry', async () => {
    const { workspace, company, account, persona } = await tree(open);
    const below = (await workspace.remove('persona', persona.id)).trashId ?? '';
    const above = (await workspace.remove('account', account.id)).trashId ?? '';
    expect(await refused(workspace.restore(below))).toMatchObject({
      status: 409,
      code: 'parent-gone',
      detail: `The account that it belonged to is in the trash, too: restore "${account.name}" first.`,
    });
    await workspace.create('account', { id: account.id, companyId: company.id, name: 'New life' });
    expect(await refused(workspace.restore(above))).toMatchObject({ status: 409, code: 'id-taken' });
    expect((await workspace.listTrash()).items.map(({ id }) => id)).toEqual([above, below]);
    expect((await workspace.view('account', account.id)).version).toBe(2);
    await workspace.restore(below);
    await workspace.purge(above);
    expect(await refused(workspace.purge(above))).toMatchObject({ code: 'not-found' });
    expect((await workspace.listTrash()).items).toEqual([]);
  });

  test('the trash is listed last first, page by page, and can be emptied', async () => {
    const workspace = await open();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const { id } = await workspace.create('company', { id: randomUUID(), name });
      ids.unshift((await workspace.remove('company', id)).trashId ?? '');
    }
    const first = await workspace.listTrash({ limit: 2 });
    const second = await workspace.listTrash({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    await workspace.emptyTrash();
    expect((await workspace.listTrash()).items).toEqual([]);
  });

  test('the feed tells each write once, those of one document in order', async () => {
    const { workspace, company } = await begin(open);
    const created = await heard(workspace, undefined, 1);
    await workspace.patch('company', company.id, { name: 'B' }, { version: 1 });
    await workspace.remove('company', company.id);
    const { items, end } = await heard(workspace, created.end, 2);
    expect(items.map(({ kind, id, version, op }) => ({ kind, id, version, op }))).toEqual([
      { kind: 'company', id: company.id, version: 2, op: 'update' },
      { kind: 'company', id: company.id, version: 2, op: 'delete' },
    ]);
    expect((await workspace.changes(end)).items).toEqual([]);
    expect(await refused(workspace.changes('nonsense'))).toMatchObject({ code: 'bad-cursor' });
  });

  test('a batch is carried out in order, all or nothing', async () => {
    const workspace = await open();
    const [companyId, accountId] = [randomUUID(), randomUUID()];
    const create = [
      { method: 'POST', path: '/api/company', body: { id: companyId, name: 'C' } },
      { method: 'POST', path: '/api/accounts', body: { id: accountId, companyId, name: 'A' } },
    ] as const;
    expect(await workspace.batch(create)).toMatchObject([{ status: 201 }, { status: 201, version: 1 }]);
    const change = {
      method: 'PATCH',
      path: `/api/company/${companyId}`,
      ifMatch: 1,
      body: { name: 'X' },
    } as const;
    const wrong = {
      method: 'PATCH',
      path: `/api/accounts/${accountId}`,
      ifMatch: 1,
      body: { name: '' },
    } as const;
    const problem = await refused(workspace.batch([change, wrong]));
    expect(problem).toMatchObject({
      code: 'invalid',
      operation: 1,
      errors: [{ pointer: '/operations/1/body/name' }],
    });
    expect((await workspace.view('company', companyId)).name).toBe('C');
  });
}

/** So many changes: the feed waits for every transaction that is open in the database, those of other tests included. */
async function heard(workspace: Workspace, after: string | undefined, count: number) {
  const items: Change[] = [];
  let end = after;
  await vi.waitFor(
    async () => {
      const page = await workspace.changes(end);
      items.push(...page.items);
      end = page.nextCursor;
      expect(items).toHaveLength(count);
    },
    { timeout: 10_000, interval: 50 },
  );
  return { items, end };
}
