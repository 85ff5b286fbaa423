import { createHash, randomUUID } from 'node:crypto';
import { closeSync, createReadStream, fdatasync, fsyncSync, openSync, writeSync } from 'node:fs';
import { CommandError, codeOf } from './command-error.ts';
import { linesOf } from './lines.ts';

/**
 * Who is done, one line a person, so that an import of thousands goes on after whatever ended it. A person stands
 * here by place in the input, id and the digest of the dump: with a changed dump they are not done.
 */
export interface Journal {
  /** undefined when none is kept. */
  path: string | undefined;
  /** The same for each go at one import: what is sent again under it is carried out once. */
  run: string;
  /** How many people it knew when it was opened. */
  known: number;
  /** Before anything is sent: from here on the run can be gone on with. */
  begin(): void;
  /** The id of their import. */
  importOf(done: Done): string | undefined;
  add(done: Done, importId: string): void;
  /** Afterwards all of it is on the disk. */
  close(): void;
}

interface Done {
  server: string;
  position: string;
  user: string;
  /** SHA-256 of the dump. */
  digest: string;
}

export async function openJournal(path: string): Promise<Journal> {
  const { run = randomUUID(), imports, isWhole } = await readJournal(path);
  let file: number | undefined;
  const write = (line: object) => {
    if (file !== undefined) written(path, file, `${JSON.stringify(line)}\n`);
  };
  const flush = batched(() => file);
  return {
    path,
    run,
    known: imports?.size ?? 0,
    begin: () => {
      file = opened(path);
      if (!isWhole) written(path, file, '\n');
      if (imports === undefined) write({ journal: mark, run });
      fsyncSync(file);
    },
    importOf: (done) => imports?.get(keyOf(done)),
    add: (done, importId) => {
      const { server, position, user, digest } = done;
      write({ at: new Date().toISOString(), server, position, user, digest, import: importId });
      flush();
    },
    close: () => {
      if (file === undefined) return;
      fsyncSync(file);
      closeSync(file);
      file = undefined;
    },
  };
}

/** For an input that nobody can go on with. */
export function noJournal(): Journal {
  const run = randomUUID();
  const nothing = () => {};
  return {
    path: undefined,
    run,
    known: 0,
    begin: nothing,
    importOf: () => undefined,
    add: nothing,
    close: nothing,
  };
}

const mark = 'blossomer import';
const lineBytesMax = 64 * 1024;

interface Read {
  run?: string;
  /** undefined when there is no journal yet. */
  imports?: Map<string, string>;
  /** Whether the last line came to its end before whatever ended its writer. */
  isWhole: boolean;
}

async function readJournal(path: string): Promise<Read> {
  const read: Read = { isWhole: true };
  try {
    const stream = createReadStream(path);
    stream.on('data', (chunk) => {
      read.isWhole = chunk.at(-1) === '\n'.charCodeAt(0);
    });
    for await (const { number, bytes } of linesOf(stream as AsyncIterable<Buffer>, lineBytesMax)) {
      const line = memberTexts(bytes);
      if (number === 1) Object.assign(read, begun(path, line));
      else if (isDone(line)) read.imports?.set(keyOf(line), line.import);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { isWhole: true };
    if (error instanceof CommandError) throw error;
    throw new CommandError(`The journal ${path} cannot be read (${codeOf(error)}).`);
  }
  return read;
}

function begun(path: string, { journal, run }: Record<string, unknown>): Pick<Read, 'run' | 'imports'> {
  if (journal === mark && typeof run === 'string') return { run, imports: new Map() };
  throw new CommandError(`${path} is no journal of an import. Name another with --journal.`, 2);
}

/** A line that is torn holds nobody: what it would have said is asked of the server again. */
function memberTexts(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isDone(line: Record<string, unknown>): line is Record<keyof Done | 'import', string> {
  return ['server', 'position', 'user', 'digest', 'import'].every((name) => typeof line[name] === 'string');
}

/** Short, because thousands of them are held in memory. */
function keyOf({ server, position, user, digest }: Done): string {
  return createHash('sha256')
    .update(JSON.stringify([server, position, user, digest]))
    .digest('base64');
}

function opened(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    const code = codeOf(error);
    throw new CommandError(`The journal ${path} cannot be written (${code}). Name another with --journal.`);
  }
}

function written(path: string, file: number, line: string): void {
  try {
    writeSync(file, line);
  } catch (error) {
    throw new CommandError(`The journal ${path} cannot be written (${codeOf(error)}).`);
  }
}

/** A line is the system's as soon as it is written, and outlives this process; to the disk go many at once. */
function batched(file: () => number | undefined): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    const sync = () => {
      isWaiting = false;
      const open = file();
      if (open !== undefined) fdatasync(open, () => {});
    };
    setTimeout(sync, syncMilliseconds).unref();
  };
}

const syncMilliseconds = 200;
