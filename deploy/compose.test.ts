import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@blossomer/db';
import { environment, readConfig } from '@blossomer/server/config';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { asSuperuser } from '../testing/postgres.ts';

interface Service {
  image?: string;
  build?: string;
  /** null: as it is in the environment of whoever starts it. */
  environment?: Record<string, string | null>;
  ports?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
}
const text = readFileSync(join(import.meta.dirname, '..', 'compose.yaml'), 'utf8');
const { services } = parse(text) as { services: Record<string, Service> };

test('compose gives the server settings that it knows, and it starts with them', () => {
  const given = services.app?.environment ?? {};
  const known = readFileSync(join(import.meta.dirname, '..', 'server', 'config.ts'), 'utf8');
  for (const name of Object.keys(given))
    expect([name, known.includes(`  ${name}: z.`)]).toEqual([name, true]);
  const filled = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      (value ?? '')
        .replace(/\$\{STACK_PROJECT_ID:\?[^}]*\}/, '7f1c6a50-3c7e-4b55-9a0e-6d2f0f1f7a11')
        .replace(/\$\{\w+:\?[^}]*\}/g, 'word')
        .replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
    ]),
  );
  const config = readConfig({ NODE_ENV: 'production', ...filled });
  expect(Number.parseInt(services.app?.stop_grace_period ?? '', 10)).toBeGreaterThan(config.drainSeconds);
});

/** Of the image, of development, or of several installations that share a Redis or a pooler. */
const fixed = ['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'WEBSITE_ALLOW_LOOPBACK', 'STACK_API_URL'];
const ofSeveral = ['REDIS_PREFIX', 'DATABASE_POOLER'];

test('compose lets every other setting of the server through', () => {
  const config = readFileSync(join(import.meta.dirname, '..', 'server', 'config.ts'), 'utf8');
  const known = [...config.matchAll(/^ {2}([A-Z_]+): z\./gm)].flatMap(([, name]) => name ?? []);
  expect(known).toContain('AI_PROVIDERS');
  const through = Object.keys(services.app?.environment ?? {});
  expect([...fixed, ...ofSeveral, ...through].sort()).toEqual(known.sort());
});

test('compose names exact images, waits for what is healthy, and opens ports to this machine alone', () => {
  for (const [name, service] of Object.entries(services)) {
    if (service.image) expect(service.image).toMatch(/:\d+\.\d+(\.\d+)?-\w+$/);
    for (const port of service.ports ?? [])
      expect([name, port]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:/)]);
    for (const { condition } of Object.values(service.depends_on ?? {}))
      expect(condition).toBe('service_healthy');
    if (service.image) expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  }
});

test('compose holds no password: each must be given', () => {
  expect(text.match(/PASSWORD: \S+/g)?.filter((line) => !/\$\{\w+:\?/.test(line))).toEqual([]);
  expect(text.match(/postgres:\/\/\w+:[^$]/g)).toBeNull();
});

test('the logins that deploy/roles.sh makes can migrate and serve, and no more', async () => {
  const { superuserUrl } = inject('postgres');
  const { hostname, port, username, password } = new URL(superuserUrl);
  const mark = randomBytes(4).toString('hex');
  const names = {
    DATABASE: `deploy_${mark}`,
    OWNER: `deploy_owner_${mark}`,
    SERVER: `deploy_server_${mark}`,
  };
  const passwords = { OWNER_PASSWORD: `o'${mark}`, SERVER_PASSWORD: `s"${mark}` };
  execFileSync('bash', [join(import.meta.dirname, 'roles.sh')], {
    env: {
      ...environment(),
      ...names,
      ...passwords,
      PGHOST: hostname,
      PGPORT: port,
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: 'postgres',
      POSTGRES_USER: username,
    },
    stdio: 'pipe',
  });
  const urlOf = (login: string, secret: string) =>
    `postgres://${login}:${encodeURIComponent(secret)}@${hostname}:${port}/${names.DATABASE}`;
  try {
    await migrate(urlOf(names.OWNER, passwords.OWNER_PASSWORD));
    const client = new pg.Client({ connectionString: urlOf(names.SERVER, passwords.SERVER_PASSWORD) });
    await client.connect();
    expect((await client.query('select from companies')).rowCount).toBe(0);
    await expect(client.query('create table mine ()')).rejects.toThrow('permission denied');
    await client.end();
  } finally {
    await asSuperuser(superuserUrl, async (client) => {
      await client.query(`drop database ${names.DATABASE} with (force)`);
      for (const login of [names.SERVER, names.OWNER]) {
        await client.query(`drop owned by ${login}`);
        await client.query(`drop role ${login}`);
      }
    });
  }
});
