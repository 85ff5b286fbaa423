import { isDeepStrictEqual } from 'node:util';
import { names } from './contenders.ts';
import type { BenchDatabase } from './database.ts';
import type { Issuer } from './issuer.ts';
import { caseNames } from './options.ts';
import * as people from './people.ts';
import { requestOf } from './requests.ts';
import { sendRequest } from './send.ts';
import type { BenchServer } from './servers.ts';

/** Throws unless every server answers every case as the product does: a peer that does less would win for nothing. */
export async function compareAnswers(
  servers: Map<string, BenchServer[]>,
  database: BenchDatabase,
  issuer: Issuer,
): Promise<void> {
  const { person, read, patched } = people.numbersOf(database.population);
  const token = await issuer.tokenFor(`${people.personPrefix}${person[0]}`);
  for (const caseName of caseNames) {
    const campaign = caseName === 'patch' ? patched[0] : read[0];
    const request = requestOf(caseName, { person: person[0], campaign, token }, database.documentBytes);
    let expected: unknown;
    for (const [name, started] of servers) {
      if (name === names.hello) continue;
      for (const { url } of started) {
        const { json, number } = await sendRequest(url, request);
        const comparable = withoutChance(json, number);
        expected ??= comparable;
        if (!isDeepStrictEqual(comparable, expected)) {
          throw new Error(
            `${name} answers ${caseName} in another way than the product:\n${short(comparable)}\n${short(expected)}`,
          );
        }
      }
    }
  }
}

/** Without what differs from request to request, and with times as moments, whatever their fraction. */
function withoutChance(value: unknown, number: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutChance(item, number));
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' ? value.replace(number, '') : value;
  }
  const kept = Object.entries(value).filter(
    ([field]) => !['version', 'createdAt', 'updatedAt', 'nextCursor'].includes(field),
  );
  const made = 'version' in value && value.version === 1; // A new one: its id is by chance.
  const entries = kept.filter(([field]) => !(made && field === 'id'));
  return Object.fromEntries(entries.map(([field, item]) => [field, withoutChance(item, number)]).sort());
}

function short(value: unknown): string {
  return JSON.stringify(value).slice(0, 400);
}
