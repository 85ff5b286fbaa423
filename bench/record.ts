import type { BenchDatabase } from './database.ts';
import type { Issuer } from './issuer.ts';
import type { Script } from './load/pgbench.ts';
import { type Recording, writeScript } from './load/script.ts';
import { type CaseName, caseNames } from './options.ts';
import * as people from './people.ts';
import { startRecorder } from './recorder.ts';
import { requestOf } from './requests.ts';
import { sendRequest } from './send.ts';
import { startProduct } from './servers.ts';

/** Lets a server of the product answer one request of each case, and writes what it asked as scripts for pgbench. */
export async function recordScripts(
  folder: string,
  dist: string,
  database: BenchDatabase,
  issuer: Issuer,
): Promise<Record<CaseName, Script>> {
  const recorder = await startRecorder(database.serverUrl);
  const urls = { serverUrl: recorder.through(database.serverUrl), ownerUrl: database.ownerUrl };
  const server = await startProduct(dist, urls, issuer);
  const { person, read, patched } = people.numbersOf(database.population);
  const token = await issuer.tokenFor(`${people.personPrefix}${person[0]}`);
  const scripts: Partial<Record<CaseName, Script>> = {};
  try {
    await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    for (const name of caseNames) {
      const campaign = name === 'patch' ? patched[0] : read[0];
      const request = requestOf(name, { person: person[0], campaign, token }, database.documentBytes);
      recorder.take();
      const { number, json } = await sendRequest(server.url, request);
      const made: Recording = {
        segments: recorder.take(),
        person: person[0],
        campaign,
        number,
        ...known(name, json),
      };
      scripts[name] = await writeScript(`${folder}/${name}.sql`, name, database, made);
    }
  } finally {
    await server.stop();
    await recorder.stop();
  }
  return scripts as Record<CaseName, Script>;
}

function known(name: CaseName, json: unknown): Pick<Recording, 'createdId' | 'version'> {
  const { id, version } = (json ?? {}) as { id?: string; version?: number };
  return {
    createdId: name === 'create' ? id : undefined,
    version: name === 'patch' ? String((version ?? 0) - 1) : undefined,
  };
}
