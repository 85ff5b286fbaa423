/**
 * db/schema.sql: what all migrations, functions and policies add up to, as pg_dump of PostgreSQL 15 writes it.
 * `npm run db:schema` writes it, `--check` compares. Without the job queue, which its migration says whole. Read it to see the result; change the parts it is made of.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@blossomer/db';
import { environment } from '@blossomer/server/config';
import pg from 'pg';

const schemaFile = join(import.meta.dirname, '../db/schema.sql');
const dumpMajor = 15;

const url = environment().TEST_DATABASE_URL;
if (!url)
  fail(
    'Set TEST_DATABASE_URL to a PostgreSQL 15 superuser, such as postgres://postgres@127.0.0.1:5432/postgres.',
  );
const today = await dump(url);
if (process.argv.includes('--check')) {
  if (readFileSync(schemaFile, 'utf8') !== today)
    fail('db/schema.sql is not what the migrations make. Run npm run db:schema.');
} else {
  writeFileSync(schemaFile, today);
}

async function dump(serverUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const name = `blossomer_schema_${process.pid}`;
  try {
    await client.query(`create database ${name}`);
    const address = new URL(serverUrl);
    address.pathname = `/${name}`;
    await migrate(address.href);
    return settled(
      execFileSync(
        'pg_dump',
        ['--schema-only', '--no-owner', '--exclude-schema=pgboss', '--dbname', address.href],
        {
          encoding: 'utf8',
        },
      ),
    );
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  }
}

/** Without what differs from run to run: versions, the marks of pg_dump, the digest of functions and policies. */
function settled(text: string): string {
  const major = Number(/Dumped by pg_dump version (\d+)/.exec(text)?.[1]);
  if (major !== dumpMajor)
    fail(`pg_dump is version ${major}; ${dumpMajor} is needed, so that everybody writes the same.`);
  return `${text
    .split('\n')
    .filter((line) => !/^(-- Dumped|\\(un)?restrict|COMMENT ON SCHEMA public)/.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
