import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importBytesMax } from '@blossomer/contract';
import { CommandError, codeOf } from './command-error.ts';
import { type DumpFile, dumpIn, readDumpFile, readJson, textIn } from './dump-file.ts';
import { type Input, namesPeople, standardInput } from './inputs.ts';
import { type Line, linesOf } from './lines.ts';

/** A person's dump in the input, not read yet. */
export interface Entry {
  /** Where it stands: `people.ndjson:17`, `dumps/ann.json`. The same for the same input, from whatever folder it is named. */
  position: string;
  /** undefined while the line that names them is not read. */
  user: string | undefined;
  load(): Promise<Loaded>;
}

export interface Loaded extends DumpFile {
  user: string;
  label?: string;
}

/** Of all inputs, one after the other. `user` is who a plain file belongs to. */
export async function* entriesOf(inputs: readonly Input[], user: string): AsyncGenerator<Entry> {
  for (const input of inputs) {
    if (input.kind === 'lines') yield* entriesOfLines(input.path);
    else if (input.kind === 'folder') yield* await entriesOfFolder(input.path);
    else yield entryOfFile(input.path, basename(input.path), user);
  }
}

/** How many there are; undefined when that cannot be told without using them up. */
export async function countEntries(inputs: readonly Input[]): Promise<number | undefined> {
  let count = 0;
  for (const { kind, path } of inputs) {
    if (path === standardInput) return undefined;
    if (kind === 'file') count += 1;
    else if (kind === 'folder') count += (await dumpsIn(path)).length;
    else for await (const line of linesOf(bytesFrom(path), 0)) count += line.tooLong ? 1 : 0;
  }
  return count;
}

/** The names of the people's input, for a sentence. */
export function namesOf(inputs: readonly Input[]): string {
  return inputs.map(({ path }) => (path === standardInput ? 'standard input' : path)).join(', ');
}

export function needsAdmin(inputs: readonly Input[], user: string | undefined): boolean {
  return user !== undefined || inputs.some(namesPeople);
}

/** The longest line: a dump of the greatest size, and room for what stands around it. */
const lineBytesMax = importBytesMax + 1024 * 1024;

async function* entriesOfLines(path: string): AsyncGenerator<Entry> {
  const name = path === standardInput ? 'standard input' : basename(path);
  for await (const line of linesOf(bytesFrom(path), lineBytesMax)) {
    if (!line.tooLong && isBlank(line.bytes)) continue;
    yield { position: `${name}:${line.number}`, user: undefined, load: async () => personIn(line) };
  }
}

async function* bytesFrom(path: string): AsyncGenerator<Buffer> {
  const stream =
    path === standardInput ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${codeOf(error) || 'it broke off'}).`);
  }
}

async function entriesOfFolder(path: string): Promise<Entry[]> {
  const names = await dumpsIn(path);
  return names.map((name) =>
    entryOfFile(join(path, name), `${basename(path)}/${name}`, name.replace(/\.json$/i, '')),
  );
}

async function dumpsIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.json$/i.test(entry.name))
    .map(({ name }) => name);
  if (names.length > 0) return names.sort();
  throw new CommandError(`The folder ${path} holds no file that ends in .json.`);
}

function entryOfFile(path: string, position: string, user: string): Entry {
  return { position, user, load: async () => ({ user: checked(user), ...(await readDumpFile(path)) }) };
}

function personIn({ bytes, tooLong }: Line): Loaded {
  if (tooLong) {
    throw new CommandError('This line is longer than any dump that an import takes (25 MB).');
  }
  const line = readJson(textIn(bytes, 'This line'), { place: 'This line:', allowAnyStringUnder: '/dump' });
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    throw new CommandError('This line is no object with the members user and dump.');
  }
  const { user, dump, label, ...rest } = line;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) {
    throw new CommandError(`This line has the member "${stranger}"; it takes user, dump and label.`);
  }
  if (typeof user !== 'string') throw new CommandError('This line names no user.');
  if (label !== undefined && typeof label !== 'string') throw new CommandError('The label is no text.');
  return {
    user: checked(user),
    ...(label === undefined ? {} : { label }),
    ...dumpIn(dump, 'The member dump'),
  };
}

/** An id travels in the address of a request, where a dot is a folder. */
function checked(user: string): string {
  if (/^(?!\.{1,2}$)[\x21-\x7e]{1,255}$/.test(user)) return user;
  throw new CommandError('The id of a person has 1 to 255 visible ASCII characters, as in their sign-in.');
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 64 && bytes.toString('latin1').trim() === '';
}
