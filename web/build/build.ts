/**
 * Builds the web app: hashed files, each beside its compressed forms, so that a server only ever sends files. The
 * folder is made elsewhere and moved into place, so whoever serves it meanwhile sees the old app or the new one.
 */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { isUpToDate, stamp } from './sources.ts';

const web = join(import.meta.dirname, '..');
/** Where the development server looks. */
const place = join(web, 'dist');

export async function buildWeb({ outDir, mode }: { outDir: string; mode: 'production' | 'development' }) {
  const made = `${outDir}.${process.pid}`;
  const before = await stamp();
  try {
    await build({
      configFile: join(web, 'vite.config.ts'),
      mode,
      logLevel: 'warn',
      build: { outDir: made, emptyOutDir: true },
    });
    await compressFiles(made, mode === 'production' ? best : fast);
    await writeFile(join(made, '.sources'), before);
    await rm(outDir, { recursive: true, force: true });
    await rename(made, outDir);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

const compressible = /\.(html|js|css|svg|json)$/;
const best = { brotli: 11, gzip: 9 };
const fast = { brotli: 4, gzip: 6 };

async function compressFiles(folder: string, level: typeof best): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => compressible.test(file));
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(folder, file));
      const params = { [constants.BROTLI_PARAM_QUALITY]: level.brotli };
      await writeFile(join(folder, `${file}.br`), await promisify(brotliCompress)(content, { params }));
      await writeFile(join(folder, `${file}.gz`), await promisify(gzip)(content, { level: level.gzip }));
    }),
  );
}

if (process.argv[1] === import.meta.filename) {
  if (!(await isUpToDate(place))) {
    process.stdout.write('building the web app: it is missing or older than its sources\n');
    const started = performance.now();
    await buildWeb({ outDir: place, mode: 'development' });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`built the web app in ${seconds} s\n`);
  }
}
