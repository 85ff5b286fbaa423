import { readFile, stat } from 'node:fs/promises';
import { importBytesMax } from '@blossomer/contract';
import { type Fault, type ReadLimits, readStrict } from '@blossomer/json';
import { holdsSecret } from '@blossomer/legacy';
import { CommandError, codeOf } from './command-error.ts';
import { tooMany } from './upload.ts';

export type Dump = Record<string, Value>;
type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export interface DumpFile {
  dump: Dump;
  /** What the person should know about how the file was read, in sentences. */
  notes: string[];
  /** The keys whose values were left out. */
  secrets: string[];
}

/** Reads what was saved from a browser: the keys of localStorage with their strings, or with those already parsed. */
export async function readDumpFile(path: string): Promise<DumpFile> {
  const text = textIn(await bytesOf(path), path);
  return dumpIn(readJson(text, { place: `${path}:`, allowAnyStringUnder: '' }), path);
}

/** `place` begins the sentence that says what is wrong. */
export function readJson(text: string, { place, ...limits }: ReadLimits & { place: string }): Value {
  const read = readStrict(text, limits);
  if ('faults' in read) throw new CommandError(`${place} ${faultOf(read.faults)}`);
  return read.value as Value;
}

/** The dump that a parsed text is. */
export function dumpIn(value: Value | undefined, place: string): DumpFile {
  if (isDump(value)) return withoutSecrets(value);
  throw new CommandError(
    `${place} holds ${kindOf(value)}; a dump is a JSON object of localStorage keys and their strings.`,
  );
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > importBytesMax) {
      throw new CommandError(`${path} is too large: ${tooMany(size, importBytesMax)}.`);
    }
    return await readFile(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    if (code === 'ENOENT') throw new CommandError(`There is no file ${path}.`);
    if (code === 'EISDIR') throw new CommandError(`${path} is a folder, not a file.`);
    throw new CommandError(`${path} cannot be read (${code}).`);
  }
}

export function textIn(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(`${path} is not text in UTF-8. Save it in that encoding.`);
  }
}

function isDump(value: unknown): value is Dump {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/**
 * Keys that hold secrets or sign-ins, told by their name or by what is in them. Their values stay on this machine; the
 * names go along, so that the receipt can say what was left out.
 */
function withoutSecrets(dump: Dump): DumpFile {
  const secrets = Object.keys(dump).filter((key) => holdsSecret(key, dump[key]));
  if (secrets.length === 0) return { dump, notes: [], secrets };
  const emptied = Object.fromEntries(secrets.map((key) => [key, '']));
  const note = `Not sent, because secrets stay on this machine: the value of ${secrets.join(', ')}.`;
  return { dump: { ...dump, ...emptied }, notes: [note], secrets };
}

/**
 * The strings of a browser come through whole; in values that somebody parsed by hand a key may stand twice, or a number
 * be longer than it can be kept: sending that would lose it, so the person is told where it is.
 */
function faultOf([fault]: readonly Fault[]): string {
  return fault ? `${fault.message}${fault.pointer ? ` (${fault.pointer})` : ''}` : 'cannot be read.';
}
