import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError, codeOf } from './command-error.ts';
import { type ServerOptions, serverFrom } from './connection.ts';
import { download } from './download.ts';

export interface ExportOptions extends ServerOptions {
  format: 'localStorage' | 'json' | 'csv';
  company?: string;
  entity?: string;
  preset?: string;
  out?: string;
}

/** Everything of the person, into a file that is there when it is whole, or to standard output. */
export async function exportMine({ out, ...options }: ExportOptions): Promise<void> {
  const server = await serverFrom(options);
  const accept = options.format === 'csv' ? 'text/csv' : 'application/json';
  const body = await download(server, addressOf(options), accept);
  await (out === undefined ? toStandardOutput(body) : toFile(body, out));
}

function addressOf({ format, company, entity, preset }: ExportOptions): string {
  const query = Object.entries({ format, companyId: company, entity, preset }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return `/api/me/export?${new URLSearchParams(query)}`;
}

async function toFile(body: Readable, path: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    await pipeline(body, createWriteStream(unfinished, { mode: 0o600 }));
    await flush(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw failureOf(error, `${path} was not written`);
  }
}

/** On the disk before it has its name: a machine that stops now leaves a whole file or none. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

async function toStandardOutput(body: Readable): Promise<void> {
  try {
    await pipeline(body, process.stdout, { end: false });
  } catch (error) {
    if (codeOf(error) === 'EPIPE') return; // Whoever reads has enough.
    throw failureOf(error, 'what stands above is not all of it');
  }
}

function failureOf(error: unknown, consequence: string): unknown {
  const code = codeOf(error);
  if (code === '') return error;
  if (!lost.has(code)) return new CommandError(`The file cannot be written (${code}); ${consequence}.`);
  return new CommandError(`The connection broke (${code}) before the end: ${consequence}. Run it again.`);
}

const lost: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_CHUNK_SIZE',
]);
