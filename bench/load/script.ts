import { writeFile } from 'node:fs/promises';
import type { BenchDatabase } from '../database.ts';
import type { CaseName } from '../options.ts';
import * as people from '../people.ts';
import type { Recorded } from '../recorder.ts';
import type { Script } from './pgbench.ts';

/** What was written down while one request was answered. */
export interface Recording {
  segments: Recorded[][];
  person: number;
  campaign: number;
  /** The id that the server gave to what it created. */
  createdId: string | undefined;
  /** The version that a patch met. */
  version: string | undefined;
  /** Nine digits that were in the request's text. */
  number: string;
}

/**
 * The same statements for pgbench: a segment is a pipeline, a parameter a parameter. What named the person, the
 * campaign or the number of that one request is computed for each transaction; everything else stays.
 */
export async function writeScript(
  file: string,
  name: CaseName,
  { population }: BenchDatabase,
  recording: Recording,
): Promise<Script> {
  const { person, patched, read } = people.numbersOf(population);
  const [first, last] = name === 'patch' ? patched : read;
  const variables: Record<string, string> = { i: '0' };
  const computed = replacements(recording);
  const statement = ({ text, values }: Recorded): string => {
    const filled = values.map((value) => {
      if (value === null) return 'null';
      const known = computed.get(value);
      if (known !== undefined) return known;
      if (value.includes(recording.number)) {
        const [before = '', after = ''] = value.split(recording.number);
        return `(${place(before)} || :n || ${place(after)})`;
      }
      return place(value);
    });
    return `${escaped(text).replace(/\$(\d+)/g, (_, index) => filled[Number(index) - 1] ?? 'null')};`;
  };
  const place = (value: string): string => {
    if (value === '') return "''"; // pgbench has no empty variables.
    const found = Object.entries(variables).find(([, known]) => known === value)?.[0];
    const variable = found ?? `p${Object.keys(variables).length}`;
    variables[variable] = value;
    return `:${variable}`;
  };
  const body = recording.segments.map((segment) =>
    ['\\startpipeline', ...segment.map(statement), '\\endpipeline'].join('\n'),
  );
  const set = [
    `\\set u random(${person[0]}, ${person[1]})`,
    `\\set k random(${first}, ${last})`,
    `\\set n random(100000000, 999999999)`,
    `\\set i :i + 1`,
    `\\set c 100000000000 + :client_id * 1000000000 + :i`,
  ];
  await writeFile(file, `${[...set, ...body].join('\n')}\n`);
  return { file, variables, unnamed: false };
}

function replacements({ person, campaign, createdId, version }: Recording): Map<string, string> {
  const uuid = (prefix: string, rest = ':u') => `('${prefix}' || ${rest})::uuid`;
  const known = new Map([
    [`${people.personPrefix}${person}`, `('${people.personPrefix}' || :u)`],
    [`${people.accountPrefix}${person}`, uuid(people.accountPrefix)],
    [`${people.personaPrefix}${person}`, uuid(people.personaPrefix)],
    [`${people.campaignPrefix}${person}${campaign}`, uuid(people.campaignPrefix, ':u || :k')],
  ]);
  if (createdId !== undefined) known.set(createdId, '(:run || :c)::uuid');
  // pgbench cannot hand on what it read inside a pipeline; comparing the version with itself costs the same.
  if (version !== undefined) known.set(version, 'version');
  return known;
}

/** pgbench takes ":name" for a variable even inside a literal, such as the format of a time. */
function escaped(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return oneLine.replace(/'[^']*'/g, (literal) =>
    /:[A-Za-z_]/.test(literal) ? `U&${literal.replaceAll('\\', '\\\\').replaceAll(':', '\\003a')}` : literal,
  );
}
