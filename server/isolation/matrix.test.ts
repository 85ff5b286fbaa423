import { randomUUID } from 'node:crypto';
import { type Endpoint, type EntityKind, Nothing } from '@blossomer/contract';
import { endpoints } from '@blossomer/contract/openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ask, comparable, comparableWrite, type Question } from './asking.ts';
import {
  assemble,
  type Cast,
  kinds,
  listPaths,
  nothing,
  type Person,
  plant,
  settle,
  type Tree,
} from './cast.ts';
import { type Digests, type EveryRow, everyRow } from './every-row.ts';
import { type Case, expectations } from './expectations.ts';

/**
 * What a person may not see does not exist: for every operation of the contract, another's id and the id of nothing
 * get the same answer, byte for byte but for the request id, and leave every row as it was.
 */
let cast: Cast;
let rows: EveryRow;
let rowsOfVictim: Digests;

beforeAll(async () => {
  cast = await assemble();
  rows = await everyRow(cast.superuser);
  rowsOfVictim = await rows.contentsOf(cast.victim.id);
});
afterAll(() => cast.stop());

const people = {
  'the owner': { me: () => cast.owner, other: () => cast.victim },
  'another person': { me: () => cast.another, other: () => cast.owner },
  'an admin': { me: () => cast.admin, other: () => cast.victim },
} satisfies Record<string, { me: () => Person; other: () => Person }>;

const strangers = {
  'somebody without a token': () => null,
  'somebody with an expired token': () => cast.owner.expiredToken,
} satisfies Record<string, () => string | null>;

const aboutIds = endpoints.flatMap((endpoint) => {
  const expectation = expectations[endpoint.id];
  if (expectation?.reach !== 'ids') return [];
  return expectation.cases.map((one): Asked => ({ ...one, endpoint, name: `${endpoint.id}, ${one.asks}` }));
});
interface Asked extends Case {
  endpoint: Endpoint;
  name: string;
}

function named(cases: readonly Asked[], and = (_: Asked) => ''): [string, Asked][] {
  return cases.map((one) => [one.name + and(one), one]);
}

describe('the contract', () => {
  test('has an expectation in the matrix for each endpoint', () => {
    const missing = endpoints.map(({ id }) => id).filter((id) => expectations[id] === undefined);
    const advice = missing.map(
      (id) =>
        `${id} is not in the isolation matrix. Add it to server/isolation/expectations.ts: how it is asked about an id, and what comes for one's own, and for another's or for nothing.`,
    );
    expect(advice, advice.join('\n')).toEqual([]);
  });

  test('has each endpoint that the matrix expects', () => {
    const known = new Set<string>(endpoints.map(({ id }) => id));
    expect(Object.keys(expectations).filter((id) => !known.has(id))).toEqual([]);
  });

  test('is asked about an id wherever an endpoint takes one, and is public only where the matrix says so', () => {
    for (const { id, access, role, params, bodyTypes } of endpoints) {
      const reach = expectations[id]?.reach;
      expect([id, reach === 'public', reach === 'signed']).toEqual([
        id,
        access === 'public',
        access === 'signed',
      ]);
      if (access === 'signed') continue;
      expect([id, reach === 'admins']).toEqual([id, role === 'admin']);
      if (reach === 'admins' || reach === 'public') continue;
      if (params !== Nothing || bodyTypes.length > 0) expect([id, reach]).toEqual([id, 'ids']);
    }
  });

  test('covers every address that the server serves below /api', () => {
    const served = cast.server.running.app.printRoutes({ commonPrefix: false });
    const addresses = [...served.matchAll(/(\/api\/[^\s(]*) \(/g)].map(([, address]) => address);
    const promised = new Set(endpoints.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')));
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((address) => !promised.has(address ?? ''))).toEqual([]);
  });
});

describe.each(Object.entries(people))('%s, beyond their own', (_, { me, other }) => {
  test.for(named(aboutIds, ({ foreign }) => `: ${foreign} for another’s as for nothing`))(
    '%s',
    async ([, asked]) => {
      const nobodys = nothing();
      const written = asked.foreign === 201 || asked.writesOwn ? me().id : undefined; // Rows of one's own, then.
      const before = await rows.writes(written);
      const asking = (about: Tree) => put(asked.endpoint, me().token, asked.question(about, me().standing));
      const [ofOther, ofNothing] = await Promise.all([asking(other().standing), asking(nobodys)]);
      expect(ofOther.status, ofOther.body).toBe(asked.foreign);
      if (asked.endpoint.method === 'POST' && asked.foreign < 400) {
        const { word } = other().standing;
        expect(comparableWrite(ofOther, word)).toEqual(comparableWrite(ofNothing, nobodys.word));
      } else {
        expect(comparable(ofOther)).toEqual(comparable(ofNothing));
      }
      expect(await rows.writes(written)).toEqual(before);
      if (asked.endpoint.method === 'GET' && asked.foreign < 400) {
        expect(ofOther.body).toBe('{"items":[],"nextCursor":null}');
      }
      expectNoSecretOfOthers(me(), ofOther);
      await takeBack(me(), ofOther, ofNothing);
    },
  );
});

describe.each(Object.entries(strangers))('%s', (_, token) => {
  let before: Digests;
  beforeAll(async () => {
    before = await rows.writes();
  });

  test.for(named(aboutIds))('%s: 401, whoever’s id is named', async ([, { endpoint, question }]) => {
    const { standing } = cast.owner;
    const answers = await Promise.all(
      [standing, cast.victim.standing, nothing()].map(async (about) =>
        comparable(await put(endpoint, token(), question(about, standing))),
      ),
    );
    expect(answers[0]).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await rows.writes()).toEqual(before);
  });

  test.for(reaching('oneself', 'all of oneself'))('$id: 401', async (endpoint) => {
    expect((await put(endpoint, token(), {})).status).toBe(401);
  });

  test.for(reaching('admins'))('$id: 401, whoever it is about', async (endpoint) => {
    const answers = await Promise.all(
      [cast.owner.id, cast.victim.id, randomUUID(), 'no id'].map(async (id) =>
        comparable(await put(endpoint, token(), aboutPerson(endpoint, id))),
      ),
    );
    expect(answers[0]).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await rows.writes()).toEqual(before);
  });

  test.for(reaching('signed'))('$id: nothing happens without a signature', async (endpoint) => {
    const body = { type: 'user.deleted', data: { id: cast.owner.id } };
    expect((await put(endpoint, token(), { body })).status).toBe(404); // Not set up here; features/webhooks has it.
    expect(await rows.writes()).toEqual(before);
  });

  test.for(reaching('public'))('$id: the same as for everybody', async (endpoint) => {
    const expectation = expectations[endpoint.id];
    if (expectation?.reach !== 'public') throw new Error(`${endpoint.id} is not public`);
    const { status, ...question } = expectation;
    const answers = await Promise.all(
      [token(), cast.owner.token, cast.admin.token].map(async (each) =>
        comparable(await put(endpoint, each, question)),
      ),
    );
    expect(answers[0]?.status).toBe(status);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

describe.each(Object.entries(people))('%s', (_, { me }) => {
  test.for(reaching('oneself'))('$id speaks of them alone', async (endpoint) => {
    const answer = await put(endpoint, me().token, {});
    const expectation = expectations[endpoint.id];
    if (expectation?.reach !== 'oneself') throw new Error(`${endpoint.id} is not about oneself`);
    expect(answer.status).toBe(expectation.status);
    expect(JSON.parse(answer.body)).toMatchObject(expectation.says(me(), me() === cast.admin));
  });

  test.for(kinds)(
    'every %s that lists give is their own, page by page, in each sort and form',
    async (kind) => {
      const { rows: mine } = await cast.superuser.query<{ id: string }>(
        `select id::text from ${tables[kind]} where user_id = $1`,
        [me().id],
      );
      const own = mine.map(({ id }) => id).sort();
      for (const search of [
        '',
        'sort=name',
        'sort=-updatedAt',
        'fields=summary',
        'sort=createdAt&fields=summary',
      ]) {
        expect((await everyPage(me(), kind, search)).sort()).toEqual(own);
      }
    },
  );

  test.for(kinds)('HEAD of another’s %s is HEAD of nothing', async (kind) => {
    const { other } = Object.values(people).find((person) => person.me() === me())!;
    const head = (id: string, token: string | null) =>
      ask(cast.server.url, { method: 'HEAD', path: `${listPaths[kind]}/${id}`, token });
    const ofOther = await head(other().standing[kind][0], me().token);
    expect(comparable(ofOther)).toEqual(comparable(await head(nothing()[kind][0], me().token)));
    expect(ofOther.status).toBe(404);
    expect((await head(other().standing[kind][0], null)).status).toBe(401);
  });
});

describe.each(Object.entries(people).filter(([name]) => name !== 'an admin'))('%s', (_, { me, other }) => {
  test.for(reaching('admins'))('$id: 403 in the same words, whoever it is about', async (endpoint) => {
    const before = await rows.writes();
    const about = [me().id, other().id, cast.admin.id, randomUUID(), 'no id'];
    const answers = await Promise.all(
      about.map(async (id) => comparable(await put(endpoint, me().token, aboutPerson(endpoint, id)))),
    );
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ status: 403, code: 'forbidden', errors: [] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await rows.writes()).toEqual(before);
  });

  test.for(reaching('admins'))(
    '$id: 403 for a body and a query that nobody could read, too',
    async (endpoint) => {
      const path = endpoint.path.replace(/\{\w+\}/g, cast.victim.id);
      const body = endpoint.method === 'GET' ? {} : { body: 'no object' };
      const answer = await put(endpoint, me().token, { path: `${path}?nothing=known`, ...body });
      expect(answer.status).toBe(403);
    },
  );
});

describe('an admin', () => {
  test.for(reaching('admins'))(
    'gets from $id nothing that anybody wrote, and changes no one else’s rows',
    async (endpoint) => {
      const person = await settle(cast.server, cast.superuser, `${randomUUID()}@example.test`);
      const before = await contentsOfOthers();
      for (const id of [person.id, cast.admin.id]) {
        const answer = await put(endpoint, cast.admin.token, aboutPerson(endpoint, id));
        const expectation = expectations[endpoint.id];
        expect(answer.status, answer.body).toBe(expectation?.reach === 'admins' ? expectation.status : 0);
        expectNoSecretOfOthers(cast.admin, answer);
        expect(answer.body).not.toContain(person.standing.secret);
        expect(answer.body).not.toContain(person.standing.word);
      }
      const after = await contentsOfOthers();
      expect(after).toEqual(before);
    },
  );

  test('has the role, and it opens nothing here', async () => {
    const me = await ask(cast.server.url, { method: 'GET', path: '/api/me', token: cast.admin.token });
    expect(JSON.parse(me.body)).toMatchObject({ role: 'admin' });
  });

  test.for(named(aboutIds.filter(({ foreign }) => foreign >= 400)))(
    'gets, of another’s, what a user gets: %s',
    async ([, { endpoint, question }]) => {
      const [admin, user] = await Promise.all(
        [cast.admin, cast.owner].map(async (person) =>
          comparable(await put(endpoint, person.token, question(cast.victim.standing, person.standing))),
        ),
      );
      expect(admin).toEqual(user);
    },
  );
});

describe('somebody who takes away all of theirs', () => {
  test.for(reaching('all of oneself'))(
    'by $id leaves everybody else’s rows as they were',
    async (endpoint) => {
      const person = await settle(cast.server, cast.superuser, `${randomUUID()}@example.test`);
      const before = [await rows.contentsOf(person.id), await rows.writes(person.id)];
      expect((await put(endpoint, person.token, {})).status).toBe(204);
      const after = [await rows.contentsOf(person.id), await rows.writes(person.id)];
      expect(after[0]).not.toEqual(before[0]);
      expect(after[1]).toEqual(before[1]);
    },
  );
});

// Last, since these write: what comes before compares every row of everybody.
describe.each(Object.entries(people))('%s, within their own', (_, { me }) => {
  test.for(named(aboutIds, ({ own }) => `: ${own}`))('%s', async ([, { endpoint, question, own }]) => {
    const writing = endpoint.method !== 'GET' && own < 400;
    const mine = writing ? await ownTree(me()) : me().standing;
    const answer = await put(endpoint, me().token, question(mine, mine));
    expect(answer.status, answer.body).toBe(own);
    if (endpoint.id.endsWith('.list') && own < 400) expect(answer.body).toContain(mine.word);
  });
});

describe('after all of it', () => {
  test('the other person’s rows are byte for byte what they were', async () => {
    expect(await rows.contentsOf(cast.victim.id)).toEqual(rowsOfVictim);
  });
});

const tables = {
  company: 'companies',
  account: 'accounts',
  persona: 'personas',
  campaign: 'campaigns',
} satisfies Record<EntityKind, string>;

function reaching(...reaches: string[]): Endpoint[] {
  return endpoints.filter(({ id }) => reaches.includes(expectations[id]?.reach ?? ''));
}

async function contentsOfOthers(): Promise<Digests[]> {
  const contents: Digests[] = [];
  for (const { id } of [cast.owner, cast.another, cast.victim]) contents.push(await rows.contentsOf(id));
  return contents;
}

function aboutPerson({ id: endpointId }: Endpoint, id: string): Partial<Question> {
  const expectation = expectations[endpointId];
  if (expectation?.reach !== 'admins') throw new Error(`${endpointId} is not for admins`);
  return expectation.question(encodeURIComponent(id));
}

function put(endpoint: Endpoint, token: string | null, question: Partial<Question>): Promise<Answer> {
  return ask(cast.server.url, { method: endpoint.method, path: endpoint.path, token, ...question });
}

async function ownTree(person: Person): Promise<Tree> {
  const { cursors, after, dump } = person.standing;
  return { ...(await plant(cast.superuser, person.id)), cursors, after, dump };
}

/** What a create wrote under another's id is a row of one's own; the next test wants that id to be another's alone. */
async function takeBack(person: Person, ...answers: Answer[]): Promise<void> {
  for (const { headers } of answers) {
    if (headers.location === undefined) continue;
    const { url } = cast.server;
    const gone = await ask(url, { method: 'DELETE', path: headers.location, token: person.token });
    expect(gone.status).toBe(204);
  }
}

function expectNoSecretOfOthers(me: Person, { headers, body }: Answer): void {
  const text = JSON.stringify(headers) + body;
  for (const person of [cast.owner, cast.another, cast.admin, cast.victim]) {
    if (person !== me) expect(text).not.toContain(person.standing.secret);
  }
}

async function everyPage(person: Person, kind: EntityKind, search: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const path = `${listPaths[kind]}?limit=100&${search}${after}`;
    const answer = await ask(cast.server.url, { method: 'GET', path, token: person.token });
    expectNoSecretOfOthers(person, answer);
    const page: { items: { id: string }[]; nextCursor: string | null } = JSON.parse(answer.body);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}
