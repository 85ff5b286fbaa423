import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment, readConfig } from '@blossomer/server/config';
import { CommandError } from './command-error.ts';

/** The address that the running development server has written down. */
export async function runningServer(): Promise<string> {
  const { dataDir } = readConfig({ NODE_ENV: 'development', DATA_DIR: environment().DATA_DIR });
  const path = join(dataDir, 'server.json');
  const url = urlIn(await readFile(path, 'utf8').catch(() => ''));
  if (url !== undefined) return url;
  throw new CommandError(
    `No development server is running (looked at ${path}). Start it with "npm start", or name a server with --url.`,
  );
}

function urlIn(text: string): string | undefined {
  try {
    const { url } = JSON.parse(text);
    return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;
  } catch {
    return undefined;
  }
}
