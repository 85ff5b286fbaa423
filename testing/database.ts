import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { asSuperuser, urlOf } from './postgres.ts';

/** A fresh database for one test file. Dropped when the run ends. */
export interface TestDatabase {
  superuserUrl: string;
  ownerUrl: string;
  serverUrl: string;
}

/** `empty`: without even the migrations. */
export async function createDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const { superuserUrl, template, owner, server } = inject('postgres');
  const name = `blossomer_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuserUrl, (client) =>
    client.query(`create database ${name} template ${empty ? 'template0' : template} owner ${owner.name}`),
  );
  const superuser = new URL(superuserUrl);
  superuser.pathname = `/${name}`;
  return {
    superuserUrl: superuser.href,
    ownerUrl: urlOf(superuserUrl, owner, name),
    serverUrl: urlOf(superuserUrl, server, name),
  };
}
