import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded } from '@blossomer/db/embedded';
import { expect, test } from 'vitest';
import { startProcess } from '../testing/process.ts';

const root = join(import.meta.dirname, '..');

interface Step {
  commands: string;
  shown: string[];
}

/** Each `sh` block of the tour, with the lines of the `text` block after it. */
async function tour(): Promise<Step[]> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const section = /## A five-minute tour\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  return [...section.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(
    ([, commands = '', text = '']) => ({
      commands,
      shown: text.split('\n').filter((line) => line !== ''),
    }),
  );
}

/** One shell for the whole tour, as a person would have it; a mark is printed after each block. */
function script(steps: readonly Step[], url: string): string {
  const blocks = steps.map(
    ({ commands }) => `${commands.replaceAll('http://127.0.0.1:8000', url)}\necho; echo '== block'\n`,
  );
  return `set -euo pipefail\n${blocks.join('')}`;
}

test('the five-minute tour of the README shows what it says', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'blossomer tour-'));
  const server = startProcess('npm', ['start'], { DATA_DIR: dataDir, PORT: '0' });
  try {
    const [, url = ''] = await server.until(/Blossomer GTM {3}(http:\S+)/);
    const steps = await tour();
    expect(steps.length).toBeGreaterThan(5);
    const shell = startProcess('bash', ['-c', script(steps, url)], { DATA_DIR: dataDir });
    expect(await shell.ended(), shell.output()).toBe(0);
    const outputs = shell.output().split('== block\n');
    for (const [index, { commands, shown }] of steps.entries()) {
      for (const line of shown) expect(unspaced(outputs[index] ?? ''), commands).toContain(unspaced(line));
    }
  } finally {
    server.child.kill('SIGTERM');
    await server.ended();
    await removeEmbedded(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}, 90_000);

/** JSON is shown as one likes to read it. */
function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}
