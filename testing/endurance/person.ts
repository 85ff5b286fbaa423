import { randomBytes, randomUUID } from 'node:crypto';
import { type Abort, type Ask, asking } from './ask.ts';

/** A document of the run: what was acknowledged last, and what else may be there because an answer never came. */
export interface Written {
  id: string;
  /** null: it is not there. */
  acknowledged: Content | null;
  /** The write whose outcome is unknown; the run leaves the document alone from then on. */
  unanswered?: { outcome: Content | null; repeat: (ask: Ask) => ReturnType<Ask> };
}
export interface Content {
  version: number;
  name: string;
}

interface Imported {
  mark: string;
  acknowledged: boolean;
  repeat: (ask: Ask) => ReturnType<Ask>;
}

export interface Person {
  email: string;
  /** In the name of each row of this person and of nobody else's. */
  canary: string;
  ask: Ask;
  documents: Written[];
  imports: Imported[];
  /** Signs in, anew for each server and well within the life of a token. */
  signIn(url: string): Promise<void>;
  close(): void;
}

export function newPerson(name: string): Person {
  let end = () => {};
  const person: Person = {
    email: `${name}@example.test`,
    canary: `canary${name}${randomBytes(6).toString('hex')}`,
    ask: () => Promise.reject(new Error(`${name} has not signed in`)),
    documents: [],
    imports: [],
    async signIn(url) {
      end();
      const answer = await fetch(`${url}/dev-auth/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: person.email }),
      });
      const { accessToken } = (await answer.json()) as { accessToken: string };
      const { ask, close } = asking(url, accessToken);
      person.ask = ask;
      end = close;
    },
    close: () => end(),
  };
  return person;
}

const path = '/api/company';
const newName = ({ canary }: Person) => `${canary} ${randomBytes(6).toString('hex')}`;

/** The document is in the list before the request is sent, so that no write is ever out of sight. */
export async function create(person: Person, abort?: Abort): Promise<number> {
  const id = randomUUID();
  const name = newName(person);
  const asked = { method: 'POST', path, body: { id, name, data: { mark: name } } } as const;
  const written: Written = { id, acknowledged: null };
  person.documents.push(written);
  return settle(written, { version: 1, name }, asked, person.ask, abort);
}

export async function update(person: Person, written: Written, abort?: Abort): Promise<number> {
  const { version = 0 } = written.acknowledged ?? {};
  const name = newName(person);
  const body = { name, data: { mark: name } };
  const asked = { method: 'PATCH', path: `${path}/${written.id}`, ifMatch: version, body } as const;
  return settle(written, { version: version + 1, name }, asked, person.ask, abort);
}

export async function remove(person: Person, written: Written, abort?: Abort): Promise<number> {
  const { version = 0 } = written.acknowledged ?? {};
  const asked = { method: 'DELETE', path: `${path}/${written.id}`, ifMatch: version } as const;
  return settle(written, null, asked, person.ask, abort);
}

async function settle(
  written: Written,
  outcome: Content | null,
  asked: Parameters<Ask>[0],
  ask: Ask,
  abort: Abort | undefined,
): Promise<number> {
  written.unanswered = { outcome, repeat: (again) => again(asked) };
  const { status } = await ask(abort ? { ...asked, abort } : asked);
  if (status === 0 || status >= 500) return status;
  delete written.unanswered;
  if (status < 300) written.acknowledged = outcome;
  return status;
}

let dumps = 0;

/** The ids, names and addresses of a dump are replaced, so that each import is of documents of its own: an e-mail that two share would be updated. */
export async function importDump(person: Person, dump: string, abort?: Abort): Promise<number> {
  const mark = randomBytes(6).toString('hex');
  dumps += 1;
  const number = String(dumps).padStart(6, '0');
  const own = dump
    .replaceAll(/(Acme Cloud|Mid SaaS|VP Eng|aws bill creep)\b(?!ineering)/g, `$1 ${mark} ${person.canary}`)
    .replaceAll('acme.test', `${mark}.test`)
    .replaceAll('aw17qiek3', mark)
    .replaceAll('1795406708', `1795${number}`);
  const asked = { method: 'POST', path: '/api/imports', text: `{"dump":${own}}` } as const;
  const imported: Imported = { mark, acknowledged: false, repeat: (again) => again(asked) };
  person.imports.push(imported);
  const { status } = await person.ask(abort ? { ...asked, abort } : asked);
  imported.acknowledged = status === 200 || status === 201;
  return status;
}

/** Documents that a writer may go on with: there, and with nothing unknown about them. */
export function settled({ documents }: Person): Written[] {
  return documents.filter(({ acknowledged, unanswered }) => acknowledged !== null && !unanswered);
}

/** What is there of a document, as its person reads it. */
export async function readBack({ ask }: Person, { id }: Written): Promise<Content | null | 'unreadable'> {
  const { status, text } = await ask({ method: 'GET', path: `${path}/${id}` });
  if (status === 404) return null;
  if (status !== 200) return 'unreadable';
  const { version, name, data } = JSON.parse(text) as Content & { data: { mark: string } };
  return data.mark === name ? { version, name } : 'unreadable';
}
