import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { emailKey } from './email.ts';
import { KnownError } from './known-error.ts';
import { openRecords } from './records.ts';

export const Person = z.object({
  id: z.uuid(),
  email: z.string(),
  emailVerified: z.boolean(),
  displayName: z.string().nullable(),
  profileImageUrl: z.string().nullable(),
  clientMetadata: z.json(),
  passwordHash: z.string().nullable(),
  signedUpAtMillis: z.int(),
});
export type Person = z.infer<typeof Person>;
type NewPerson = Pick<Person, 'email'> & Partial<Omit<Person, 'id' | 'email'>>;
export type PersonPatch = Partial<Omit<Person, 'id' | 'email' | 'signedUpAtMillis'>>;

export interface People {
  get(id: string): Person | undefined;
  withEmail(email: string): Person | undefined;
  /** Oldest first. */
  list(): Person[];
  /** Throws `USER_EMAIL_ALREADY_EXISTS`. */
  add(person: NewPerson): Promise<Person>;
  update(person: Person, patch: PersonPatch): Promise<Person>;
  remove(person: Person): Promise<void>;
}

export async function openPeople(dir: string): Promise<People> {
  const records = await openRecords(dir, Person);
  const idOfEmail = new Map(records.values().map((person) => [emailKey(person.email), person.id]));
  return {
    get: records.get,
    withEmail: (email) => records.get(idOfEmail.get(emailKey(email)) ?? ''),
    list: () => records.values().sort((a, b) => a.signedUpAtMillis - b.signedUpAtMillis),
    async add(added) {
      if (idOfEmail.has(emailKey(added.email))) {
        throw new KnownError(
          'USER_EMAIL_ALREADY_EXISTS',
          `A user with email "${added.email}" already exists.`,
          {
            email: added.email,
            would_work_if_email_was_verified: false,
          },
        );
      }
      const person = newPerson(added);
      // Taken before the first await: of two sign-ups at once only one gets the address.
      idOfEmail.set(emailKey(person.email), person.id);
      await records.put(person);
      return person;
    },
    async update(person, patch) {
      const present = records.get(person.id);
      // Removed in the meantime: nothing here brings a person back.
      if (!present) return person;
      const updated = { ...present, ...patch };
      await records.put(updated);
      return updated;
    },
    remove(person) {
      idOfEmail.delete(emailKey(person.email));
      return records.remove(person.id);
    },
  };
}

function newPerson(added: NewPerson): Person {
  return {
    id: randomUUID(),
    emailVerified: false,
    displayName: null,
    profileImageUrl: null,
    clientMetadata: null,
    passwordHash: null,
    signedUpAtMillis: Date.now(),
    ...added,
  };
}
