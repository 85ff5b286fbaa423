import { randomUUID } from 'node:crypto';
import type { EntityKind } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { staleOf } from './errors.ts';
import { begin, newCampaign, refused, tree } from './suite-documents.ts';
import { trashSuite } from './suite-trash.ts';
import type { Workspace } from './workspace.ts';

/** What both workspaces promise. Each test begins with an empty one. */
export function workspaceSuite(open: () => Promise<Workspace>): void {
  test('a document is what was sent, with an id of the client, version 1 and times', async () => {
    const { workspace, company } = await begin(open, {
      url: 'acme.com',
      data: { description: 'Clouds', own: [1] },
    });
    expect(company).toEqual({
      id: company.id,
      name: 'Acme',
      url: 'acme.com',
      data: { schemaVersion: 1, description: 'Clouds', own: [1] },
      version: 1,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      updatedAt: company.createdAt,
    });
    expect(await workspace.view('company', company.id)).toEqual(company);
    expect(await workspace.view('company', company.id.toUpperCase())).toEqual(company);
  });

  test('list items without an id get one and keep it', async () => {
    const { workspace, company } = await begin(open);
    const account = await workspace.create('account', {
      id: randomUUID(),
      companyId: company.id,
      name: 'A',
      data: { buyingSignals: [{ title: 'Hiring' }] },
    });
    expect(account.data.buyingSignals?.[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await workspace.view('account', account.id)).toEqual(account);
  });

  test('the same id and content again is the stored document; other content is refused', async () => {
    const { workspace, company } = await begin(open);
    expect(await workspace.create('company', { id: company.id, name: 'Acme' })).toEqual(company);
    const problem = await refused(workspace.create('company', { id: company.id, name: 'Other' }));
    expect(problem).toMatchObject({ status: 409, code: 'id-taken', errors: [{ pointer: '/id' }] });
  });

  test.each([
    ['no name', { name: '' }, '/name', 'must not be empty'],
    [
      'a name of 201 characters',
      { name: 'x'.repeat(201) },
      '/name',
      'must have at most 200 characters, has 201',
    ],
    [
      'an address that is none',
      { url: 'javascript:alert(1)' },
      '/url',
      'must be a web address such as https://acme.com',
    ],
    [
      'a text where a list belongs',
      { data: { capabilities: 'x' } },
      '/data/capabilities',
      'must be a list, not text',
    ],
    ['an unknown field', { own: 1 }, '/own', 'is not known here'],
  ])('%s is refused with its place, and nothing is written', async (_what, parts, pointer, message) => {
    const workspace = await open();
    const body = { id: randomUUID(), name: 'Acme', ...parts };
    const problem = await refused(workspace.create('company', body as never));
    expect(problem).toMatchObject({
      status: 422,
      code: 'invalid',
      errors: [{ in: 'body', pointer, message }],
    });
    expect((await workspace.list('company')).items).toEqual([]);
  });

  test('what cannot be given back exactly is refused', async () => {
    const workspace = await open();
    const body = { id: randomUUID(), name: 'A', data: { description: 'a\0b' } };
    const problem = await refused(workspace.create('company', body));
    expect(problem).toMatchObject({
      status: 400,
      code: 'malformed-json',
      errors: [{ pointer: '/data/description' }],
    });
  });

  test('a child of a parent that is not there is refused', async () => {
    const { workspace, company, account, persona } = await tree(open);
    const other = await workspace.create('account', { id: randomUUID(), companyId: company.id, name: 'B' });
    const attempts = [
      [
        () => workspace.create('account', { id: randomUUID(), companyId: randomUUID(), name: 'A' }),
        '/companyId',
      ],
      [
        () => workspace.create('persona', { id: randomUUID(), accountId: company.id, name: 'P' }),
        '/accountId',
      ],
      [() => newCampaign(workspace, other.id, persona.id), '/personaId'],
      [() => newCampaign(workspace, account.id, randomUUID()), '/personaId'],
      [
        () => workspace.patch('account', account.id, { companyId: randomUUID() }, { version: 1 }),
        '/companyId',
      ],
    ] as const;
    for (const [attempt, pointer] of attempts) {
      expect(await refused(attempt())).toMatchObject({
        status: 422,
        code: 'unknown-parent',
        errors: [{ pointer }],
      });
    }
  });

  test('what is not there is not found', async () => {
    const workspace = await open();
    const id = randomUUID();
    const attempts = [
      () => workspace.view('company', id),
      () => workspace.patch('company', id, { name: 'X' }, { version: 1 }),
      () => workspace.remove('company', id),
      () => workspace.restore(id),
      () => workspace.purge(id),
    ];
    for (const attempt of attempts)
      expect(await refused(attempt())).toMatchObject({ status: 404, code: 'not-found' });
    expect(await refused(workspace.view('company', 'none'))).toMatchObject({
      status: 400,
      code: 'malformed-request',
    });
  });

  test('a merge patch and a JSON patch change what they name and nothing else', async () => {
    const { workspace, company } = await begin(open, {
      data: { description: 'a', capabilities: ['x'], own: null },
    });
    const merged = await workspace.patch(
      'company',
      company.id,
      { data: { description: 'b' } },
      { version: 1 },
    );
    expect(merged).toMatchObject({ version: 2, data: { description: 'b', capabilities: ['x'], own: null } });
    const operations = [
      { op: 'test', path: '/data/description', value: 'b' },
      { op: 'add', path: '/data/capabilities/-', value: 'y' },
      { op: 'remove', path: '/data/own' },
    ] as const;
    const patched = await workspace.patch('company', company.id, operations, { version: 2 });
    expect(patched.data).toEqual({ schemaVersion: 1, description: 'b', capabilities: ['x', 'y'] });
    expect(patched).toMatchObject({ version: 3, createdAt: company.createdAt });
    expect(await workspace.view('company', company.id)).toEqual(patched);
  });

  test('a patch that changes nothing writes nothing', async () => {
    const { workspace, company } = await begin(open);
    expect(await workspace.patch('company', company.id, {}, { version: 1 })).toEqual(company);
    expect(await workspace.patch('company', company.id, [], { version: '*' })).toEqual(company);
  });

  test.each([
    [
      'a place that does not exist',
      [{ op: 'replace', path: '/data/none', value: 1 }],
      'bad-patch-path',
      '/0/path',
    ],
    ['a test that fails', [{ op: 'test', path: '/name', value: 'Other' }], 'patch-test-failed', '/0'],
    ['a read-only field', { id: randomUUID() }, 'read-only', '/id'],
    ['content that is not valid', { data: { capabilities: [1] } }, 'invalid', '/data/capabilities/0'],
  ])('a patch with %s is refused', async (_what, patch, code, pointer) => {
    const { workspace, company } = await begin(open);
    const problem = await refused(workspace.patch('company', company.id, patch as never, { version: 1 }));
    expect(problem).toMatchObject({ code, errors: [{ pointer }] });
    expect(await workspace.view('company', company.id)).toEqual(company);
  });

  test('of two edits of one version the second is told what changed, and nothing is overwritten', async () => {
    const { workspace, company } = await begin(open);
    const edit = (patch: object, version: number) =>
      workspace.patch('company', company.id, patch as never, { version });
    await edit({ name: 'First' }, 1);
    await edit({ data: { description: 'd' } }, 2);
    const error = await edit({ name: 'Second' }, 1).catch((reason: unknown) => reason);
    expect(staleOf(error)).toEqual({ currentVersion: 3, changed: ['/data/description', '/name'] });
    expect((await workspace.view('company', company.id)).name).toBe('First');
    expect(await refused(workspace.remove('company', company.id, { version: 2 }))).toMatchObject({
      code: 'stale-version',
    });
  });

  test('a list has a stable order, the one that was asked for, page by page, each row once', async () => {
    const workspace = await open();
    const names = ['delta', 'Alpha', 'émile', 'beta', 'alpha', 'Zoë', '10', '9', 'a-b', 'ab'];
    for (const name of names) await workspace.create('company', { id: randomUUID(), name });
    const read = async (sort: 'name' | '-name' | '-createdAt') => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await workspace.list('company', { sort, limit: 3, cursor });
        found.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    };
    const sorted = ['10', '9', 'a-b', 'ab', 'alpha', 'Alpha', 'beta', 'delta', 'émile', 'Zoë'];
    const byName = await read('name');
    expect([...byName].sort()).toEqual([...names].sort());
    expect(byName).toEqual(sorted);
    expect(await read('-name')).toEqual([...sorted].reverse());
    expect((await workspace.list('company', { sort: 'createdAt' })).items.map(({ name }) => name)).toEqual(
      names,
    );
    expect(await read('-createdAt')).toEqual([...names].reverse());
  });

  test('rows of one name stand in one order, however often and in whatever pages they are read', async () => {
    const workspace = await open();
    for (const _ of 'twins') await workspace.create('company', { id: randomUUID(), name: 'Twin' });
    const idsBy = async (sort: 'name' | '-name', limit: number) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await workspace.list('company', { sort, limit, cursor });
        found.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    };
    const order = await idsBy('name', 200);
    expect(new Set(order).size).toBe(5);
    for (const limit of [1, 2, 200]) expect(await idsBy('name', limit)).toEqual(order);
    const [moved] = order;
    await workspace.patch('company', moved ?? '', { data: { description: 'Edited' } }, { version: 1 });
    expect(await idsBy('name', 2)).toEqual(order);
    expect(await idsBy('-name', 2)).toEqual(order.toReversed());
  });

  test('a cursor of another list or of none is refused', async () => {
    const { workspace } = await tree(open);
    await workspace.create('company', { id: randomUUID(), name: 'B' });
    const { nextCursor } = await workspace.list('company', { limit: 1 });
    const cursor = nextCursor ?? '';
    for (const attempt of [
      () => workspace.list('company', { sort: 'name', cursor }),
      () => workspace.list('account', { cursor }),
      () => workspace.list('company', { cursor: 'x' }),
    ]) {
      expect(await refused(attempt())).toMatchObject({ status: 400, code: 'bad-cursor' });
    }
    expect(await refused(workspace.list('company', { limit: 0 }))).toMatchObject({
      code: 'malformed-request',
      errors: [{ in: 'query', pointer: '/limit', message: 'must be a whole number from 1 to 200' }],
    });
  });

  test('filters, ranks and search find what the contract says', async () => {
    const { workspace, company, account, persona, campaign } = await tree(open);
    const named = async (kind: EntityKind, query: object) =>
      (await workspace.list(kind, query as never)).items.map((item) => item.id);
    await workspace.patch(
      'account',
      account.id,
      { data: { buyingSignals: [{ id: 's', priority: 'High' }] } },
      { version: 1 },
    );
    await workspace.patch(
      'persona',
      persona.id,
      { data: { demographics: { seniority: ['VP Sales'] } } },
      { version: 1 },
    );
    const low = await workspace.create('account', { id: randomUUID(), companyId: company.id, name: 'Low' });
    expect(await named('account', { priority: 'High' })).toEqual([account.id]);
    expect(await named('account', { sort: 'priority' })).toEqual([low.id, account.id]);
    expect(await named('account', { companyId: randomUUID() })).toEqual([]);
    expect(await named('persona', { seniority: 'vp', accountId: account.id })).toEqual([persona.id]);
    expect(await named('persona', { seniority: 'mid' })).toEqual([]);
    expect(await named('campaign', { type: 'email', status: 'draft', personaId: persona.id })).toEqual([
      campaign.id,
    ]);
    expect(await named('campaign', { status: 'sent' })).toEqual([]);
    const elsewhere = await workspace.create('company', { id: randomUUID(), name: 'Elsewhere' });
    for (const kind of ['persona', 'campaign'] as const) {
      const [{ id } = { id: '' }] = kind === 'persona' ? [persona] : [campaign];
      expect(await named(kind, { companyId: company.id })).toEqual([id]);
      expect(await named(kind, { companyId: elsewhere.id })).toEqual([]);
    }
    expect(await named('campaign', { q: 'HELL wor' })).toEqual([campaign.id]);
    expect(await named('campaign', { q: 'hello mars' })).toEqual([]);
    expect(await named('campaign', { q: 'secret' })).toEqual([]);
    expect(await named('campaign', { q: '  ' })).toEqual([campaign.id]);
  });

  test('a summary has the beginning of the text and no document', async () => {
    const { workspace, company, campaign } = await tree(open);
    const { items } = await workspace.list('campaign', { fields: 'summary' });
    const { data: _data, ...row } = campaign;
    expect(items).toEqual([{ ...row, description: 'Hello World', subject: campaign.data.subject ?? null }]);
    await workspace.patch('company', company.id, { data: { description: '🎉'.repeat(400) } }, { version: 1 });
    const [summary] = (await workspace.list('company', { fields: 'summary' })).items;
    expect(summary).toMatchObject({ description: '🎉'.repeat(300) });
    expect(summary).not.toHaveProperty('priority');
  });

  test('a summary of an account or a persona says what it ranks as', async () => {
    const { workspace, account, persona } = await tree(open);
    const first = async (kind: 'account' | 'persona') =>
      (await workspace.list(kind, { fields: 'summary' })).items[0];
    expect(await first('account')).toMatchObject({ priority: null });
    expect(await first('persona')).toMatchObject({ priority: null, seniority: null });
    const buyingSignals = [{ priority: 'Low' }, { priority: 'Medium' }];
    await workspace.patch('account', account.id, { data: { buyingSignals } }, { version: 1 });
    const demographics = { seniority: ['VP Sales'] };
    await workspace.patch('persona', persona.id, { data: { buyingSignals, demographics } }, { version: 1 });
    expect(await first('account')).toMatchObject({ priority: 'Medium' });
    expect(await first('persona')).toMatchObject({ priority: 'Medium', seniority: 'vp' });
  });

  trashSuite(open);
}
