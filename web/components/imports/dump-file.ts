import { importBytesMax } from '@blossomer/contract';
import { readStrict } from '@blossomer/json';
import { holdsSecret } from '@blossomer/legacy';

export type Dump = Record<string, unknown>;

export interface DumpFile {
  name: string;
  dump: Dump;
  /** The keys whose values were left out: secrets stay on this machine. */
  secrets: readonly string[];
}

/** Why a file is no dump, in a sentence for the person. */
export class DumpFileError extends Error {
  override readonly name = 'DumpFileError';
}

/** What was saved from a browser: the keys of localStorage with their strings, or with those already parsed. */
export async function readDumpFile(file: File): Promise<DumpFile> {
  if (file.size > importBytesMax) {
    const most = Math.floor(importBytesMax / 1024 / 1024);
    throw new DumpFileError(`This file is too large: at most ${most} MB can be brought in at once.`);
  }
  const read = readStrict(textIn(await file.arrayBuffer()), { allowAnyStringUnder: '' });
  if ('faults' in read) {
    const [fault] = read.faults;
    const place = fault?.pointer ? ` (${fault.pointer})` : '';
    throw new DumpFileError(
      `This file is not JSON that can be kept: it ${fault?.message ?? 'cannot be read'}${place}.`,
    );
  }
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DumpFileError(
      'This file is no dump: it must be a JSON object of localStorage keys and their strings.',
    );
  }
  const dump = value as Dump;
  const secrets = Object.keys(dump).filter((key) => holdsSecret(key, dump[key]));
  const emptied = Object.fromEntries(secrets.map((key) => [key, '']));
  return { name: file.name, dump: { ...dump, ...emptied }, secrets };
}

function textIn(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DumpFileError('This file is not text in UTF-8. Save it in that encoding.');
  }
}
