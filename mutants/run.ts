/**
 * `npm run mutants`: breaks what keeps people apart, one thing at a time, and shows by which test each is noticed.
 * A mutant that survives is a missing test. `--only WORD` takes those with the word in their name, `--sample N` every
 * so many that N remain. The last line is `N caught, N survived`.
 */
import { parseArgs } from 'node:util';
import { migrate } from '@blossomer/db';
import { environment } from '@blossomer/server/config';
import pg from 'pg';
import { mutantsOfDirectory } from './directory.ts';
import { mutantsOfIdentity } from './identity.ts';
import type { Mutant } from './mutant.ts';
import { type Copy, makeCopy, type Outcome } from './suite.ts';
import { mutantsOfTables } from './tables.ts';

/** Reads what the database says of itself. It notices nearly everything, so what it notices alone is told apart. */
const structure = 'server/isolation/catalogue.test.ts';
const near = ['db/policies.test.ts', 'db/admin.test.ts'];
const far = [
  'server/isolation/matrix.test.ts',
  'server/features',
  'server/idempotency.test.ts',
  'server/document',
  'db/migrate.test.ts',
];

const { values } = parseArgs({ options: { only: { type: 'string' }, sample: { type: 'string' } } });
const databaseUrl = environment().TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

const mutants = chosen([...(await fromTables()), ...mutantsOfIdentity]);
const copy = makeCopy(databaseUrl);
const survived: string[] = [];
let byStructureAlone = 0;
process.on('exit', () => copy.remove());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

await requireGreen(copy);
process.stdout.write('| mutant | noticed by behaviour | noticed by structure |\n|---|---|---|\n');
for (const mutant of mutants) {
  const { behaviour, structural, broken } = await copy.with(mutant, () => judge(mutant));
  if (!behaviour && !structural) survived.push(mutant.name);
  else if (!behaviour) byStructureAlone += 1;
  const row = [mutant.name, behaviour ?? (broken ? `BROKEN: ${broken}` : '-'), structural ?? '-'];
  process.stdout.write(
    `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`,
  );
}
for (const name of survived) process.stdout.write(`SURVIVED: ${name}\n`);
process.stdout.write(
  `\n${byStructureAlone} noticed by structure alone\n${mutants.length - survived.length} caught, ${survived.length} survived\n`,
);
process.exit(survived.length === 0 ? 0 : 1);

async function judge(mutant: Mutant) {
  // Without an identity most tests fail, and many only after waiting: the first one is enough.
  const first = mutant.tests
    ? await copy.run(mutant.tests, { bail: true })
    : await copy.run([structure, ...near]);
  let behaviour = firstOf(first, (file) => file !== structure);
  const structural = firstOf(first, (file) => file === structure);
  if (!behaviour && !structural && first.broken === null) {
    behaviour = firstOf(await copy.run(far, { bail: true }), () => true);
  }
  return { behaviour, structural, broken: first.broken };
}

function firstOf({ failed }: Outcome, of: (file: string) => boolean): string | undefined {
  const found = failed.find(({ file }) => of(file));
  return found && `${found.file}: ${found.test}`;
}

/** Without a mutant nothing may fail, or everything would look noticed. */
async function requireGreen(suite: Copy): Promise<void> {
  const { failed, broken } = await suite.run([structure, ...near]);
  if (failed.length === 0 && broken === null) return;
  process.stderr.write(`The suite fails without any mutant: ${broken ?? JSON.stringify(failed)}\n`);
  process.exit(1);
}

async function fromTables(): Promise<Mutant[]> {
  const name = `blossomer_mutants_${process.pid}`;
  const server = new pg.Client({ connectionString: databaseUrl });
  await server.connect();
  await server.query(`create database ${name}`);
  try {
    const url = new URL(databaseUrl);
    url.pathname = `/${name}`;
    await migrate(url.href);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const mutants = [...(await mutantsOfTables(client)), ...(await mutantsOfDirectory(client))];
    await client.end();
    return mutants;
  } finally {
    await server.query(`drop database ${name} with (force)`);
    await server.end();
  }
}

function chosen(all: readonly Mutant[]): readonly Mutant[] {
  const named = all.filter(({ name }) => name.includes(values.only ?? ''));
  const step =
    values.sample === undefined ? 1 : Math.max(1, Math.floor(named.length / Number(values.sample)));
  return named.filter((_, index) => index % step === 0);
}
