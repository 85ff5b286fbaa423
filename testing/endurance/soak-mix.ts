import { randomInt, randomUUID } from 'node:crypto';
import type { Abort } from './ask.ts';
import { create, importDump, type Person, remove, settled, update, type Written } from './person.ts';

/** What a client may see while the database is being restarted under it: try again. */
const unavailable = 503;

interface Kind {
  weight: number;
  /** Statuses that it may end with beside 503; 0 for a client that gave up. */
  statuses: readonly number[];
  run(turn: Turn): Promise<number>;
}

export interface Turn {
  person: Person;
  other: Person;
  dump: string;
  /** Documents that a writer has in hand now: one writer each, so that the outcome of every write is known. */
  taken: Set<Written>;
  /** Holds the row of a document until `work` is done. */
  locking(id: string, work: () => Promise<number>): Promise<number>;
  /** Every answer with rows goes through here. */
  onRows(person: Person, text: string): void;
}

/** One request and its status, of a kind by weight. The name says what went wrong when a status was not allowed. */
export async function takeTurn(turn: Turn): Promise<{ name: string; status: number; allowed: boolean }> {
  const [name, kind] = byWeight[randomInt(byWeight.length)]!;
  const status = await kind.run(turn);
  return { name, status, allowed: status === unavailable || kind.statuses.includes(status) };
}

const aborts: readonly Abort[] = ['waiting', 'in-body', 'in-answer'];
const anyAbort = () => aborts[randomInt(aborts.length)];

const mix: Record<string, Kind> = {
  creates: { weight: 14, statuses: [201], run: ({ person }) => create(person) },
  'creates and gives up': { weight: 6, statuses: [0, 201], run: ({ person }) => create(person, anyAbort()) },
  updates: { weight: 14, statuses: [200], run: (turn) => having(turn, (it) => update(turn.person, it)) },
  'updates and gives up': {
    weight: 6,
    statuses: [0, 200],
    run: (turn) => having(turn, (it) => update(turn.person, it, anyAbort())),
  },
  removes: { weight: 5, statuses: [204], run: (turn) => having(turn, (it) => remove(turn.person, it)) },
  reads: {
    weight: 14,
    statuses: [200],
    run: (turn) => having(turn, ({ id }) => read(turn, `/api/company/${id}`)),
  },
  lists: { weight: 10, statuses: [200], run: (turn) => read(turn, '/api/company?limit=20') },
  'lists accounts': { weight: 3, statuses: [200], run: (turn) => read(turn, '/api/accounts?limit=20') },
  'lists and gives up': {
    weight: 4,
    statuses: [0, 200],
    run: (turn) => read(turn, '/api/company?limit=50', anyAbort()),
  },
  'searches for the other': {
    weight: 3,
    statuses: [200],
    run: (turn) => read(turn, `/api/company?q=${turn.other.canary}`),
  },
  'reads what is the other’s': {
    weight: 5,
    statuses: [404],
    run: (turn) => read(turn, `/api/company/${settled(turn.other).at(-1)?.id ?? randomUUID()}`),
  },
  'changes an old version': { weight: 5, statuses: [412], run: (turn) => having(turn, stale(turn)) },
  'sends what is not JSON': {
    weight: 3,
    statuses: [400],
    run: (turn) => post(turn, '/api/company', '{"name"'),
  },
  'sends what is not valid': {
    weight: 3,
    statuses: [422],
    run: (turn) => post(turn, '/api/company', '{"name":7}'),
  },
  'names a parent that is not there': {
    weight: 4,
    statuses: [422],
    run: (turn) =>
      post(turn, '/api/accounts', JSON.stringify({ name: turn.person.canary, companyId: randomUUID() })),
  },
  'takes an id again': { weight: 3, statuses: [409], run: (turn) => having(turn, again(turn)) },
  imports: { weight: 2, statuses: [201], run: ({ person, dump }) => importDump(person, dump) },
  'imports and gives up': {
    weight: 1,
    statuses: [0, 201],
    run: ({ person, dump }) => importDump(person, dump, anyAbort()),
  },
  'waits for a lock for too long': {
    weight: 1,
    statuses: [200],
    run: (turn) => having(turn, (it) => turn.locking(it.id, () => update(turn.person, it))),
  },
};
const byWeight = Object.entries(mix).flatMap((entry) => Array.from({ length: entry[1].weight }, () => entry));
export const kindNames: readonly string[] = Object.keys(mix);

/** With a document that nobody else has in hand; without one there is always one to make. */
async function having(turn: Turn, work: (written: Written) => Promise<number>): Promise<number> {
  const free = settled(turn.person).filter((written) => !turn.taken.has(written));
  const written = free[randomInt(Math.max(1, free.length))];
  if (!written) return madeOne(turn, work);
  turn.taken.add(written);
  try {
    return await work(written);
  } finally {
    turn.taken.delete(written);
  }
}

async function madeOne(turn: Turn, work: (written: Written) => Promise<number>): Promise<number> {
  const status = await create(turn.person);
  return status === 201 ? having(turn, work) : status;
}

async function read({ person, onRows }: Turn, path: string, abort?: Abort): Promise<number> {
  const { status, text } = await person.ask({ method: 'GET', path, ...(abort ? { abort } : {}) });
  onRows(person, text);
  return status;
}

async function post({ person, onRows }: Turn, path: string, text: string): Promise<number> {
  const reply = await person.ask({ method: 'POST', path, text });
  onRows(person, reply.text);
  return reply.status;
}

function stale({ person, onRows }: Turn) {
  return async ({ id }: Written) => {
    const body = { name: person.canary };
    const reply = await person.ask({ method: 'PATCH', path: `/api/company/${id}`, ifMatch: 999_999, body });
    onRows(person, reply.text);
    return reply.status;
  };
}

function again(turn: Turn) {
  return ({ id }: Written) => post(turn, '/api/company', JSON.stringify({ id, name: turn.person.canary }));
}
