import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** What the app is made of; libraries count by the lock file. */
const folders = ['web', 'contract', 'json', 'legacy', 'merge'];
const left = /(^|\/)(node_modules|dist|dist\.\d+)(\/|$)|\.test\.tsx?$/;

/** The same as long as no source is added, removed or written again. */
export async function stamp(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await sourceFiles()) {
    const { size, mtimeMs } = await stat(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function sourceFiles(): Promise<string[]> {
  const within = await Promise.all(folders.map((folder) => filesBelow(folder)));
  return [...within.flat(), 'package-lock.json'].sort();
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .map((entry) => ({ entry, path: `${folder}/${entry.name}` }))
      .filter(({ path }) => !left.test(path))
      .map(({ entry, path }) => (entry.isDirectory() ? filesBelow(path) : [path])),
  );
  return found.flat();
}

/** Whether the app in `folder` was built from what is there now. */
export async function isUpToDate(folder: string): Promise<boolean> {
  const made = await readFile(join(folder, '.sources'), 'utf8').catch(() => '');
  return made !== '' && made === (await stamp());
}
