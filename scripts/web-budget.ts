/**
 * What the landing page costs a first visitor: all JavaScript that its document loads, directly or by a static import,
 * compressed. A number that nobody counts grows.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWeb } from '@blossomer/web/build';

const kilobytesMax = 200;
/** Which no first visitor needs: loaded when somebody signs in. */
const neverAtFirst = /@stackframe/;

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  isEntry?: boolean;
}

const folder = join(await mkdtemp(join(import.meta.dirname, '../web/.budget-')), 'app');
try {
  await buildWeb({ outDir: folder, mode: 'production' });
  const manifest: Record<string, Chunk> = JSON.parse(
    await readFile(join(folder, '.vite/manifest.json'), 'utf8'),
  );
  const keys = reached(manifest, landing(manifest));
  const sizes = await Promise.all(
    ['theme.js', ...keys.map((key) => manifest[key]?.file ?? '')].map(
      async (file): Promise<[string, number]> => [
        file,
        gzipSync(await readFile(join(folder, file)), { level: 9 }).length / 1000,
      ],
    ),
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  for (const [file, size] of sizes) process.stdout.write(`${size.toFixed(1).padStart(8)} kB  ${file}\n`);
  process.stdout.write(
    `${total.toFixed(1).padStart(8)} kB  JavaScript of the landing page, gzip (at most ${kilobytesMax})\n`,
  );
  const strangers = keys.filter((key) => neverAtFirst.test(key));
  for (const key of strangers) process.stdout.write(`the landing page loads ${key}\n`);
  if (total > kilobytesMax || strangers.length > 0) process.exitCode = 1;
} finally {
  await rm(join(folder, '..'), { recursive: true, force: true });
}

/** The entry, and the landing page's own lazy chunk where there is one. */
function landing(manifest: Record<string, Chunk>): string[] {
  return Object.entries(manifest)
    .filter(([key, { isEntry }]) => isEntry || /features\/landing\//.test(key))
    .map(([key]) => key);
}

function reached(manifest: Record<string, Chunk>, from: string[], seen = new Set<string>()): string[] {
  for (const key of from) {
    if (seen.has(key)) continue;
    seen.add(key);
    reached(manifest, manifest[key]?.imports ?? [], seen);
  }
  return [...seen];
}
