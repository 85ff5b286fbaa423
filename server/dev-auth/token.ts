import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { environment } from '../config.ts';

const usage = 'Usage: npm run -s token -- <e-mail address>';

class Refusal extends Error {}

/** Prints an access token for one address, and nothing else, so that a shell can use it. */
async function main(args: string[]): Promise<number> {
  const [email, ...rest] = args;
  if (!email || email.startsWith('-') || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  try {
    console.log(await askFor(email, await serverUrl()));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** PORT says where the server is; otherwise the running server has written it down. */
async function serverUrl(): Promise<string> {
  const { PORT: port = '', DATA_DIR: dataDir = '' } = environment();
  if (port && port !== '0') {
    if (/^\d{1,5}$/.test(port) && Number(port) < 65536) return `http://127.0.0.1:${port}`;
    throw new Refusal('PORT must be a number from 1 to 65535.');
  }
  const path = resolve(join(dataDir || '.data', 'server.json'));
  const text = await readFile(path, 'utf8').catch(() => '');
  const url = urlIn(text);
  if (!url) throw notRunning(path);
  return url;
}

function urlIn(text: string): string | undefined {
  try {
    const { url } = JSON.parse(text);
    return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;
  } catch {
    return undefined;
  }
}

async function askFor(email: string, server: string): Promise<string> {
  const response = await fetch(`${server}/dev-auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw notRunning(server);
  });
  const answer = (await response.json().catch(() => undefined)) as
    | { accessToken?: unknown; error?: unknown }
    | undefined;
  if (response.ok && typeof answer?.accessToken === 'string') return answer.accessToken;
  if (response.headers.has('x-stack-known-error')) throw new Refusal(String(answer?.error));
  throw new Refusal(`The server at ${server} has no development sign-in.`);
}

function notRunning(lookedAt: string): Refusal {
  return new Refusal(`No development server is running (looked at ${lookedAt}). Start it with: npm start`);
}

process.exitCode = await main(process.argv.slice(2));
