import { asSuperuser } from '../../testing/postgres.ts';
import { type BenchDatabase, openBenchDatabase } from '../database.ts';
import type { Issuer } from '../issuer.ts';
import { measureImports } from './measure-imports.ts';
import type { ImportBenchOptions } from './options.ts';
import { importSection } from './report-imports.ts';

const campaignsThere = 10_000;
const documentBytes = 8192;

/** On two databases that are like one another, each with 10,000 campaigns of other people. */
export async function benchImports(
  superuserUrl: string,
  issuer: Issuer,
  dist: string,
  options: ImportBenchOptions,
  log: (line: string) => void,
): Promise<string> {
  const from = await openBenchDatabase(superuserUrl, campaignsThere, documentBytes, {
    anew: options.drop,
    log,
  });
  const database = await copyOf(superuserUrl, from, 'blossomer_bench_imports');
  const other = await copyOf(superuserUrl, from, 'blossomer_bench_copies');
  return importSection(await measureImports({ database, other, issuer, dist }, options, log));
}

async function copyOf(superuserUrl: string, from: BenchDatabase, name: string): Promise<BenchDatabase> {
  const at = (url: string) => {
    const copied = new URL(url);
    const source = copied.pathname.slice(1);
    copied.pathname = `/${name}`;
    return { url: copied.href, source };
  };
  const { source } = at(from.superuserUrl);
  await asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query(
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
      [source],
    );
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${source} owner ${rows[0].owner}`);
  });
  return {
    ...from,
    superuserUrl: at(from.superuserUrl).url,
    ownerUrl: at(from.ownerUrl).url,
    serverUrl: at(from.serverUrl).url,
  };
}
