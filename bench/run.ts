/**
 * `npm run bench`: what a request costs beside the limit (pgbench doing the same statements in one pipeline), the
 * usual ways (transactions by hand, an ORM) and the floor of HTTP. All subjects take turns within a round, so that a
 * noisy machine is noisy for all; the median of the rounds is shown, as a ratio to pgbench.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchDatabase, openDatabase } from './database.ts';
import { type BenchIdentity, startIdentity } from './identity.ts';
import { type Case, cases, loadHttp, loadPgbench } from './load.ts';
import { cpuSeconds, type ServerProcess } from './processes.ts';
import { prepare, type Subject, start, subjects } from './subjects.ts';
import { type Row, table } from './table.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    bytes: { type: 'string', default: '8000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    processes: { type: 'string', default: '1' },
    only: { type: 'string' },
    subjects: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const seconds = Number(values.seconds);
const scratch = mkdtempSync(join(tmpdir(), 'blossomer-bench-run-'));
const people = join(scratch, 'people');
const closers: (() => unknown)[] = [() => rmSync(scratch, { recursive: true, force: true })];

let status = 1;
try {
  prepare();
  const tables: string[] = [];
  for (const rows of numbers(values.rows)) tables.push(await measure(rows));
  const text = tables.join('\n');
  process.stdout.write(`\n${text}\n`);
  if (values.write) keep(text);
  status = 0;
} finally {
  for (const close of closers.reverse()) await close();
}
process.exit(status);

async function measure(rows: number): Promise<string> {
  const database = await openDatabase(rows, Number(values.bytes));
  closers.push(() => database.stop());
  const identity = await startIdentity();
  closers.push(() => identity.stop());
  await identity.writePeople(people, database.people);
  const lines: Row[] = [];
  for (const processes of numbers(values.processes)) {
    const servers = await startAll(database, identity, processes);
    for (const what of cases.filter((one) => (values.only ?? one).split(',').includes(one))) {
      for (const connections of numbers(values.connections)) {
        lines.push(...(await compare(database, servers, { what, connections, processes })));
      }
    }
    for (const running of servers.values()) await Promise.all(running.map((server) => server.stop()));
  }
  return `${rows.toLocaleString('en')} campaigns of ${values.bytes} bytes\n\n${table(lines)}`;
}

type Servers = Map<Subject, ServerProcess[]>;

async function startAll(
  database: BenchDatabase,
  identity: BenchIdentity,
  processes: number,
): Promise<Servers> {
  const servers: Servers = new Map();
  for (const subject of subjects.filter((one) => (values.subjects ?? one).split(',').includes(one))) {
    const running = await Promise.all(
      Array.from({ length: processes }, () => start(subject, database, identity)),
    );
    servers.set(subject, running);
    for (const server of running) closers.push(() => server.stop());
  }
  return servers;
}

interface Setting {
  what: Case;
  connections: number;
  processes: number;
}

/** Every subject once in each round, in turn. */
async function compare(database: BenchDatabase, servers: Servers, setting: Setting): Promise<Row[]> {
  const { what, connections } = setting;
  const rows = new Map<string, Row>();
  const row = (subject: string): Row => {
    const known = rows.get(subject) ?? { ...setting, subject, rounds: [] };
    rows.set(subject, known);
    return known;
  };
  const common = { what, connections, seconds };
  for (const [, running] of servers)
    await loadHttp({ ...common, seconds: 1, urls: running.map(({ url }) => url), people });
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const limit = { ...common, url: database.serverUrl, people: database.people };
    row('pgbench').rounds.push(await costing(database, [], () => loadPgbench(limit)));
    for (const [subject, running] of servers) {
      if (subject === 'hello' && what !== 'read') continue;
      const urls = running.map(({ url }) => url);
      const work = () => loadHttp({ ...common, urls, people });
      row(subject).rounds.push(await costing(database, running, work));
    }
    process.stderr.write('.');
  }
  return [...rows.values()];
}

async function costing(
  database: BenchDatabase,
  running: readonly ServerProcess[],
  work: () => ReturnType<typeof loadHttp>,
) {
  const used = () => ({
    node: running.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
    postgres: cpuSeconds(database.pid),
  });
  const before = used();
  const measured = await work();
  const after = used();
  const requests = measured.perSecond * seconds;
  return {
    ...measured,
    nodeMicroseconds: ((after.node - before.node) / requests) * 1e6,
    postgresMicroseconds: ((after.postgres - before.postgres) / requests) * 1e6,
  };
}

/** Between the marks of bench/README.md, with the machine and the day. */
function keep(text: string): void {
  const file = join(import.meta.dirname, 'README.md');
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  const [head = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- last run -->\n');
  const [, tail = ''] = rest.split('<!-- end of last run -->');
  writeFileSync(
    file,
    `${head}<!-- last run -->\n${day}, ${machine}. ${text}\n<!-- end of last run -->${tail}`,
  );
}
