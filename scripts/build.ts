/**
 * The production build: what server/main.ts and cli/main.ts reach, as JavaScript, in dist/. The development issuer is
 * not there, because neither of them imports it. Each workspace lies under dist/node_modules, so that it is found by
 * its name; libraries come from the node_modules around. The web app is files alone, where server/web.ts looks for it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildWeb } from '@blossomer/web/build';

const root = join(import.meta.dirname, '..');

/** Into `dist` under the repository, or elsewhere (a folder whose parents hold node_modules). */
export async function build(dist = join(root, 'dist')): Promise<void> {
  const packages = join(dist, 'node_modules', '@blossomer');
  await rm(dist, { recursive: true, force: true });
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', packages], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const workspace of ['json', 'contract', 'merge', 'legacy', 'db', 'server', 'cli']) {
    await writePackage(packages, workspace);
  }
  for (const folder of ['migrations', 'functions', 'policies']) {
    await cp(join(root, 'db', folder), join(packages, 'db', folder), { recursive: true });
  }
  await buildWeb({ outDir: join(packages, 'web', 'dist'), mode: 'production' });
  const presets = join('server', 'features', 'export', 'presets');
  await cp(join(root, presets), join(packages, presets), { recursive: true });
  await writeEntry(dist, 'server.js', '@blossomer/server/main');
  await writeEntry(dist, 'blossomer.js', '@blossomer/cli/main');
  await writeFile(join(dist, 'package.json'), '{ "private": true, "type": "module" }\n');
}

async function writePackage(packages: string, workspace: string): Promise<void> {
  const source = JSON.parse(await readFile(join(root, workspace, 'package.json'), 'utf8'));
  const named = Object.entries<string>(source.exports ?? {}).filter(
    ([, path]) => !path.includes('/dev-auth/'),
  );
  const exports = Object.fromEntries(named.map(([name, path]) => [name, compiled(path)]));
  if (workspace === 'server' || workspace === 'cli') exports['./main'] = './main.js';
  // What differs by where it runs: this build runs on Node.
  const chosen = Object.entries<{ node: string }>(source.imports ?? {});
  const imports = Object.fromEntries(chosen.map(([name, { node }]) => [name, compiled(node)]));
  const { name, version, type } = source;
  await mkdir(join(packages, workspace), { recursive: true });
  await writeFile(
    join(packages, workspace, 'package.json'),
    `${JSON.stringify({ name, version, private: true, type, exports, imports }, null, 2)}\n`,
  );
  // What npm could not hoist, because another package wants another version, lies beside the workspace.
  const nested = join(root, workspace, 'node_modules');
  if (existsSync(nested)) {
    const link = join(packages, workspace, 'node_modules');
    await symlink(relative(join(packages, workspace), nested), link, 'dir');
  }
}

function compiled(path: string): string {
  return path.replace(/\.ts$/, '.js');
}

async function writeEntry(dist: string, file: string, module: string): Promise<void> {
  await writeFile(join(dist, file), `#!/usr/bin/env node\nimport '${module}';\n`, { mode: 0o755 });
}

if (process.argv[1] === import.meta.filename) await build();
