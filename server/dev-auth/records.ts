import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { openPrivateFolder, writePrivateFile } from './private-files.ts';

/**
 * A folder with one JSON file a record, held in memory as well. Reads are immediate; a write is visible to readers
 * at once and its promise settles when the file is in place.
 */
export interface Records<T> {
  get(id: string): T | undefined;
  values(): T[];
  put(record: T): Promise<void>;
  remove(id: string): Promise<void>;
}

export async function openRecords<T extends { id: string }>(
  dir: string,
  schema: z.ZodType<T>,
): Promise<Records<T>> {
  await openPrivateFolder(dir);
  const records = await readRecords(dir, schema);
  // One write after the other, so that the last change of a record is also the last on disk.
  let writes: Promise<unknown> = Promise.resolve();
  function inTurn(write: () => Promise<void>): Promise<void> {
    const turn = writes.then(write);
    writes = turn.catch(() => undefined);
    return turn;
  }
  return {
    get: (id) => records.get(id),
    values: () => [...records.values()],
    put(record) {
      records.set(record.id, record);
      return inTurn(() => writePrivateFile(pathOf(dir, record.id), JSON.stringify(record)));
    },
    remove(id) {
      if (!records.delete(id)) return Promise.resolve();
      return inTurn(() => rm(pathOf(dir, id), { force: true }));
    },
  };
}

async function readRecords<T extends { id: string }>(
  dir: string,
  schema: z.ZodType<T>,
): Promise<Map<string, T>> {
  // The dot files are what a killed process left half written.
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  const records = new Map<string, T>();
  for (const name of names.sort()) {
    const record = readAs(schema, await readFile(join(dir, name), 'utf8'), join(dir, name));
    records.set(record.id, record);
  }
  return records;
}

/** `text` of the file at `path` as `schema` wants it, or an error that says which file to remove. */
export function readAs<T>(schema: z.ZodType<T>, text: string, path: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged. Remove it: development sign-in starts afresh without it.`, {
      cause,
    });
  }
}

function pathOf(dir: string, id: string): string {
  return join(dir, `${id}.json`);
}
