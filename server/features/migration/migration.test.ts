import { randomUUID } from 'node:crypto';
import {
  accounts,
  batch,
  type Comparison,
  companies,
  contentOf,
  createClient,
  imports,
  type LeafComparison,
  type MirrorEntity,
  me,
  migration,
  mirrorOrder,
  type Phase,
  trash,
} from '@blossomer/contract';
import { digestOf, leavesOf } from '@blossomer/json';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { mintToken } from '../../dev-auth/index.ts';
import { newPerson, type Person, problemOf, refusal } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  ann = await newPerson(server);
});
afterAll(() => server.stop());

async function standing(person = ann) {
  return (await person.client(migration.view)).body;
}

function to(phase: Phase, person = ann) {
  return person.client(migration.step, { body: { phase } });
}

interface Page {
  entities: MirrorEntity[];
  more?: boolean;
  session?: string;
}

async function compare(page: Page, person = ann): Promise<Comparison> {
  const { body } = await person.client(migration.compare, { body: page });
  if ('leaves' in body) throw new Error('these are leaves');
  return body;
}

async function compareLeaves(
  id: string,
  leaves: Record<string, string>,
): Promise<LeafComparison['leaves'][number]> {
  const body = { leaves: [{ kind: 'company' as const, id, leaves }] };
  const answer = (await ann.client(migration.compare, { body })).body;
  if (!('leaves' in answer) || !answer.leaves[0]) throw new Error('these are no leaves');
  return answer.leaves[0];
}

async function company(name: string, data: Record<string, unknown> = {}, person = ann) {
  return (await person.client(companies.create, { body: { name, data } })).body;
}

function mirrored(kind: MirrorEntity['kind'], resource: { id: string; version: number }): MirrorEntity {
  return { kind, id: resource.id, version: resource.version, digest: digestOf(contentOf({ ...resource })) };
}

/** Some of a company, account, persona and campaign, as a browser that saw all of it holds them. */
async function mirrorOfImport(person = ann): Promise<MirrorEntity[]> {
  const dump = {
    dashboard_overview: JSON.stringify({ companyName: 'A', companyUrl: 'a.test', _input_url: 'a.test' }),
  };
  await person.client(imports.create, { body: { dump } });
  const { body } = await person.client(companies.list);
  const parent = body.items[0]?.id ?? '';
  const made = [];
  for (const name of ['One', 'Two']) {
    const data = { description: `${name} \u00e9\ud83d\ude00`, numbers: [1.5, 1e21, 0.1] };
    made.push((await person.client(accounts.create, { body: { companyId: parent, name, data } })).body);
  }
  const whole = await person.client(companies.view, { params: { id: parent } });
  return [mirrored('company', whole.body), ...made.map((one) => mirrored('account', one))].sort(mirrorOrder);
}

function sql(text: string, values: unknown[]): Promise<object[]> {
  return asSuperuser(
    server.databases.superuserUrl,
    async (client) => (await client.query(text, values)).rows,
  );
}

async function idOf(person = ann): Promise<string> {
  return (await person.client(me.view)).body.id;
}

async function cleanly(): Promise<MirrorEntity[]> {
  const entities = await mirrorOfImport();
  expect(await compare({ entities })).toMatchObject({ clean: true, same: 3, differing: 0, different: [] });
  return entities;
}

describe('a person', () => {
  test('without work in a browser is at db-only, and one who imported is at hybrid', async () => {
    expect(await standing()).toMatchObject({
      phase: 'db-only',
      comparedAt: null,
      clean: null,
      mayStepTo: ['hybrid'],
    });
    await mirrorOfImport();
    expect(await standing()).toMatchObject({ phase: 'hybrid', furthest: 'db-only', mayStepTo: [] });
    expect((await standing()).why).toMatch(/not been compared/);
  });

  test('begins when a browser says that it holds work, and not elsewhere', async () => {
    expect((await refusal(to('db-first'))).code).toBe('phase-closed');
    expect((await to('db-only')).body.phase).toBe('db-only');
    expect((await to('hybrid')).body).toMatchObject({ phase: 'hybrid', mayStepTo: [] });
    expect((await to('hybrid')).body.phase).toBe('hybrid');
  });

  test('goes all the way by clean comparisons, one made in each phase, and not back from the end', async () => {
    const entities = await cleanly();
    expect(await standing()).toMatchObject({ clean: true, mayStepTo: ['db-first'], why: null });
    expect((await refusal(to('db-only'))).code).toBe('phase-closed');
    expect((await to('db-first')).body).toMatchObject({
      phase: 'db-first',
      comparedAt: null,
      mayStepTo: ['hybrid'],
    });
    expect((await refusal(to('db-only'))).code).toBe('comparison-needed');
    expect((await compare({ entities })).clean).toBe(true);
    expect((await to('db-only')).body).toMatchObject({ phase: 'db-only', mayStepTo: [] });
    for (const phase of ['hybrid', 'db-first'] as const) {
      expect((await refusal(to(phase))).code).toBe('phase-closed');
    }
    expect((await refusal(ann.client(migration.compare, { body: { entities } }))).code).toBe('phase-closed');
  });

  test('steps back before the end, and then needs a new comparison', async () => {
    await cleanly();
    await to('db-first');
    expect((await to('hybrid')).body).toMatchObject({ phase: 'hybrid', clean: null });
    expect((await refusal(to('db-first'))).code).toBe('comparison-needed');
  });

  test('takes no step by a comparison that is older than a day', async () => {
    await cleanly();
    await sql(`update local_work set compared_at = now() - interval '25 hours' where user_id = $1`, [
      await idOf(),
    ]);
    expect(await standing()).toMatchObject({ clean: true, mayStepTo: [] });
    expect(await refusal(to('db-first'))).toMatchObject({ status: 409, code: 'comparison-needed' });
  });

  test('is told what a body must be', async () => {
    for (const body of [{}, { phase: 'next' }, { phase: 'hybrid', clean: true }]) {
      expect(problemOf(await ann.send('PUT', '/api/me/migration', { body })).code).toBe('invalid');
    }
  });

  test('is in a phase alone: another’s comparisons and steps change nothing', async () => {
    await cleanly();
    const ben = await newPerson(server);
    await mirrorOfImport(ben);
    await to('db-first');
    expect(await standing(ben)).toMatchObject({ phase: 'hybrid', clean: null });
  });

  test('sends a step again under its key, and nothing happens twice', async () => {
    await cleanly();
    const call = { body: { phase: 'db-first' as const }, idempotencyKey: 'step' };
    await ann.client(migration.step, call);
    await to('hybrid');
    const again = await ann.client(migration.step, call);
    expect([again.header('idempotent-replayed'), again.body.phase]).toEqual(['true', 'hybrid']);
  });
});

describe('a comparison', () => {
  test('is not clean by anybody’s word', async () => {
    await mirrorOfImport();
    const reply = await ann.send('POST', '/api/me/migration/compare', {
      body: { entities: [], clean: true },
    });
    expect(problemOf(reply).code).toBe('invalid');
    expect(await compare({ entities: [] })).toMatchObject({ clean: false, same: 0, differing: 3 });
    expect((await refusal(to('db-first'))).code).toBe('comparison-needed');
  });

  test('after a clean one that finds a difference takes the step away again', async () => {
    const entities = await cleanly();
    await compare({ entities: entities.slice(1) });
    expect(await standing()).toMatchObject({ clean: false, mayStepTo: [] });
  });

  test('names damage, and tells it from a mirror that is behind', async () => {
    const entities = await mirrorOfImport();
    const [first, second, third] = entities as [MirrorEntity, MirrorEntity, MirrorEntity];
    const params = { id: second.id };
    await ann.client(accounts.update, {
      params,
      body: { name: 'New' },
      ifMatch: 1,
      bodyType: 'application/merge-patch+json',
    });
    const invented: MirrorEntity = { ...first, kind: 'campaign', id: randomUUID() };
    const page = [{ ...first, digest: '0'.repeat(64) }, second, { ...third, version: 9 }, invented];
    expect(await compare({ entities: page })).toMatchObject({
      clean: false,
      same: 0,
      differing: 4,
      different: [
        { kind: 'company', id: first.id, version: 1, what: 'differs' },
        { kind: 'account', id: second.id, version: 2, what: 'behind' },
        { kind: 'account', id: third.id, version: 1, what: 'ahead' },
        { kind: 'campaign', id: invented.id, version: null, what: 'only-in-browser' },
      ],
    });
  });

  test('finds what is in the trash, what was deleted for good, and what the mirror lacks', async () => {
    const entities = await mirrorOfImport();
    const [parent, one, two] = entities as [MirrorEntity, MirrorEntity, MirrorEntity];
    await ann.client(accounts.remove, { params: { id: one.id } });
    await ann.client(trash.empty);
    await ann.client(accounts.remove, { params: { id: two.id } });
    const other = await company('Other');
    const { different } = await compare({ entities });
    expect(different).toEqual([
      { kind: 'account', id: one.id, version: null, what: 'deleted' },
      { kind: 'account', id: two.id, version: null, what: 'in-trash' },
      { kind: 'company', id: other.id, version: 1, what: 'only-on-server' },
    ]);
    expect((await compare({ entities: [parent, mirrored('company', other)].sort(mirrorOrder) })).clean).toBe(
      true,
    );
  });

  test('does not care for the order of keys or the spelling of numbers', async () => {
    await to('hybrid');
    const made = await company('A', { b: 1, a: { z: [100, { y: 0.1 }], x: '' } });
    const shuffled = {
      name: 'A',
      data: { ...made.data, a: { x: '', z: [1e2, { y: 0.1 }] }, b: 1.0 },
      url: '',
    };
    expect(digestOf(shuffled)).toBe(digestOf(contentOf(made)));
    const entity = { kind: 'company' as const, id: made.id, version: 1, digest: digestOf(shuffled) };
    expect((await compare({ entities: [entity] })).clean).toBe(true);
  });

  test('of another person’s entities finds nothing of theirs', async () => {
    await to('hybrid');
    const theirs = await mirrorOfImport(await newPerson(server));
    const { different } = await compare({ entities: theirs });
    expect(different.map(({ version, what }) => [version, what])).toEqual(
      theirs.map(() => [null, 'only-in-browser']),
    );
  });

  test.each<[string, (entities: MirrorEntity[]) => MirrorEntity[], string]>([
    ['out of order', (entities) => [...entities].reverse(), '/entities/1'],
    ['with one twice', ([first, ...rest]) => [first!, first!, ...rest], '/entities/1'],
    ['with what is no digest', ([first]) => [{ ...first!, digest: 'x' }], '/entities/0/digest'],
    ['of version 0', ([first]) => [{ ...first!, version: 0 }], '/entities/0/version'],
    ['of too many', ([first]) => Array.from({ length: 1001 }, () => first!), '/entities'],
  ])('%s is refused with a pointer, and counts for nothing', async (_, spoil, pointer) => {
    const entities = spoil(await mirrorOfImport());
    const problem = await refusal(ann.client(migration.compare, { body: { entities } }));
    expect(problem).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect((await standing()).comparedAt).toBeNull();
  });
});

describe('a comparison in pages', () => {
  test('is clean after the last page alone, and only when each before it was sent', async () => {
    const [first, second, third] = (await mirrorOfImport()) as [MirrorEntity, MirrorEntity, MirrorEntity];
    const one = await compare({ entities: [first], more: true });
    expect(one).toMatchObject({ clean: null, same: 1, differing: 0 });
    const session = one.session ?? '';
    expect((await standing()).clean).toBeNull();
    const two = await compare({ entities: [second], more: true, session });
    expect(two).toMatchObject({ session, clean: null, same: 2 });
    const three = await compare({ entities: [third], session });
    expect(three).toMatchObject({ session: null, clean: true, disturbed: false, same: 3, differing: 0 });
    expect((await to('db-first')).body.phase).toBe('db-first');
  });

  test('remembers what differed on a page before, and what lay between two pages', async () => {
    const [first, second, third] = (await mirrorOfImport()) as [MirrorEntity, MirrorEntity, MirrorEntity];
    const { session } = await compare({ entities: [{ ...first, digest: 'a'.repeat(64) }], more: true });
    const last = await compare({ entities: [third], session: session ?? '' });
    expect(last).toMatchObject({ clean: false, same: 1, differing: 2 });
    expect(last.different).toEqual([{ kind: 'account', id: second.id, version: 1, what: 'only-on-server' }]);
  });

  test('is disturbed by what is written meanwhile, even before where it is', async () => {
    const [first, ...others] = await mirrorOfImport();
    const { session } = await compare({ entities: [first!], more: true });
    await ann.client(batch.create, {
      body: {
        operations: [
          { method: 'PATCH', path: `/api/company/${first!.id}`, ifMatch: '*', body: { name: 'B' } },
        ],
      },
    });
    const last = await compare({ entities: others, session: session ?? '' });
    expect(last).toMatchObject({ clean: false, disturbed: true, differing: 0 });
    expect((await refusal(to('db-first'))).code).toBe('comparison-needed');
  });

  test('is not disturbed by other people', async () => {
    const [first, ...others] = await mirrorOfImport();
    const { session } = await compare({ entities: [first!], more: true });
    await company('Theirs', {}, await newPerson(server));
    expect(await compare({ entities: others, session: session ?? '' })).toMatchObject({ clean: true });
  });

  test('is lost with its session: replaced, over, too old, another’s, sent twice, or across a step', async () => {
    const [first, second, third] = (await mirrorOfImport()) as [MirrorEntity, MirrorEntity, MirrorEntity];
    const begin = async () => (await compare({ entities: [first], more: true })).session ?? '';
    const lost = async (page: Page, person = ann) => {
      expect(await refusal(person.client(migration.compare, { body: page }))).toMatchObject({
        status: 409,
        code: 'comparison-lost',
      });
    };
    await lost({ entities: [second, third], session: randomUUID() });
    const replaced = await begin();
    const session = await begin();
    await lost({ entities: [second, third], session: replaced });
    const ben = await newPerson(server);
    await to('hybrid', ben);
    await lost({ entities: [], session }, ben);
    await compare({ entities: [second], more: true, session });
    const again = await refusal(
      ann.client(migration.compare, { body: { entities: [second], more: true, session } }),
    );
    expect(again).toMatchObject({ code: 'invalid', errors: [{ pointer: '/entities/0' }] });
    await compare({ entities: [third], session });
    await lost({ entities: [third], session });
    const late = await begin();
    await sql(`update local_work set comparing_since = now() - interval '61 minutes' where user_id = $1`, [
      await idOf(),
    ]);
    await lost({ entities: [second, third], session: late });
    const across = await begin();
    await to('db-first');
    await lost({ entities: [second, third], session: across });
  });

  test('of the same page twice at one moment counts it once', async () => {
    const [first, second, third] = (await mirrorOfImport()) as [MirrorEntity, MirrorEntity, MirrorEntity];
    const session = (await compare({ entities: [first], more: true })).session ?? '';
    const page = { entities: [second], more: true, session };
    const both = await Promise.allSettled([compare(page), compare(page)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await compare({ entities: [third], session })).toMatchObject({ clean: true, same: 3 });
  });
});

describe('leaves', () => {
  test('say where an entity differs, on either side', async () => {
    await to('hybrid');
    const made = await company('A', { description: 'x', list: [1, { a: null }], 'odd/key~': [] });
    const leaves = Object.fromEntries(
      [...leavesOf(contentOf(made))].map(([at, leaf]) => [at, digestOf(leaf)]),
    );
    const clean = {
      kind: 'company',
      id: made.id,
      version: 1,
      differs: [],
      onlyInBrowser: [],
      onlyOnServer: [],
      omitted: 0,
    };
    expect(await compareLeaves(made.id, leaves)).toEqual(clean);
    const { '/data/list/0': _gone, ...others } = leaves;
    const spoilt = {
      ...others,
      '/data/description': digestOf('y'),
      '/data/odd~1key~0': digestOf({}),
      '/data/new': digestOf(1),
    };
    expect(await compareLeaves(made.id, spoilt)).toEqual({
      ...clean,
      differs: ['/data/odd~1key~0', '/data/description'], // As jsonb keeps them: shorter keys first.
      onlyInBrowser: ['/data/new'],
      onlyOnServer: ['/data/list/0'],
    });
    const id = randomUUID();
    const unknown = await compareLeaves(id, { '/name': digestOf('A') });
    expect(unknown).toEqual({ ...clean, id, version: null, onlyInBrowser: ['/name'] });
    expect((await standing()).comparedAt).toBeNull();
  });

  test('of a document with very many of them are listed up to a bound', async () => {
    await to('hybrid');
    const made = await company('A', { list: Array.from({ length: 20_000 }, () => 1) });
    const found = await compareLeaves(made.id, {});
    expect([found.onlyOnServer.length, found.omitted > 19_000]).toEqual([1000, true]);
  });
});

describe('the operator’s bound', () => {
  test('holds for everybody, also for those who were further, and whoever says nothing', async () => {
    const entities = await cleanly();
    await to('db-first');
    const bounded = await startTestServer({
      databases: server.databases,
      settings: { MIGRATION_FURTHEST: 'hybrid' },
    });
    try {
      const token = await mintToken(bounded.devAuth, {
        origin: bounded.url,
        email: ann.email,
        claims: { sub: await idOf() },
      });
      const back = createClient({ baseUrl: bounded.url, token: () => token });
      expect((await back(migration.view)).body).toMatchObject({
        phase: 'hybrid',
        comparedAt: null,
        mayStepTo: [],
      });
      expect((await refusal(back(migration.step, { body: { phase: 'db-first' } }))).code).toBe(
        'phase-closed',
      );
      expect((await back(migration.compare, { body: { entities } })).body).toMatchObject({ clean: true });
      const cy = bounded.client(`${randomUUID()}@example.test`);
      expect((await cy(migration.view)).body).toMatchObject({
        phase: 'hybrid',
        furthest: 'hybrid',
        mayStepTo: [],
      });
      expect((await cy(migration.view)).body.why).toMatch(/operator/);
      const { body } = await cy(migration.compare, { body: { entities: [] } });
      expect(body).toMatchObject({ clean: true });
      expect((await refusal(cy(migration.step, { body: { phase: 'db-first' } }))).code).toBe('phase-closed');
    } finally {
      await bounded.stop();
    }
    expect((await standing()).phase).toBe('db-first');
  });
});

test('ten thousand entities are compared in ten pages', { timeout: 120_000 }, async () => {
  await to('hybrid');
  const made = await company('Parent');
  await asSuperuser(server.databases.superuserUrl, async (client) => {
    await client.query(`select set_config('app.user_id', $1, false)`, [await idOf()]);
    await client.query(
      `insert into accounts (user_id, id, company_id, name, data)
        select $1, gen_random_uuid(), $2, 'Account ' || n, jsonb_build_object('schemaVersion', 1, 'n', n)
        from generate_series(1, 9999) n`,
      [await idOf(), made.id],
    );
  });
  const mirror = [mirrored('company', made)];
  const { rows } = await asSuperuser(server.databases.superuserUrl, async (client) =>
    client.query<{ id: string; name: string; data: object }>(
      'select id::text, name, data from accounts where user_id = $1',
      [await idOf()],
    ),
  );
  for (const row of rows)
    mirror.push(mirrored('account', { ...row, version: 1, companyId: made.id } as never));
  mirror.sort(mirrorOrder);
  let session: string | undefined;
  for (let start = 0; start < 10_000; start += 1000) {
    const entities = mirror.slice(start, start + 1000);
    const onward = session === undefined ? {} : { session };
    const answer = await compare({ entities, more: start < 9000, ...onward });
    session = answer.session ?? undefined;
    if (start === 9000) expect(answer).toMatchObject({ clean: true, same: 10_000, differing: 0 });
  }
});
