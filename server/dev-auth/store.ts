import { join } from 'node:path';
import { type Codes, openCodes } from './codes.ts';
import { type Keys, openKeys } from './keys.ts';
import { openPeople, type People, type Person } from './people.ts';
import { openPrivateFolder } from './private-files.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** Everything the development issuer knows. One server process writes it at a time. */
export interface DevAuth {
  projectId: string;
  keys: Keys;
  people: People;
  sessions: Sessions;
  codes: Codes;
}

/** `dir` is made on the first run, with a project id and keys of its own; removing it signs everybody out. */
export async function openDevAuth(options: { dir: string }): Promise<DevAuth> {
  const { dir } = options;
  await openPrivateFolder(dir);
  const keys = await openKeys(dir);
  const people = await openPeople(join(dir, 'people'));
  const sessions = await openSessions(join(dir, 'sessions'), (id) => people.get(id) !== undefined);
  return { projectId: keys.projectId, keys, people, sessions, codes: openCodes() };
}

export async function removePerson(devAuth: DevAuth, person: Person): Promise<void> {
  await devAuth.people.remove(person);
  await devAuth.sessions.endAllOf(person.id);
}
