import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Client, createClient } from '@blossomer/contract';
import { environment } from '@blossomer/server/config';
import { asSuperuser, cloneDatabase, type TestDatabase } from '../testing/postgres.ts';

/** A server on a database of its own, with the web app and the development sign-in. */
export interface Server {
  url: string;
  projectId: string;
  databases: TestDatabase;
  /** The product's own client, past browser and weather: what the server really has. */
  client(email: string): Client;
  /** What the sign-in service gives to a browser: somebody new gets an account. */
  session(email: string): Promise<SignInSession>;
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

interface SignInSession {
  userId: string;
  refreshToken: string;
}

/** Of everybody here. */
export const password = 'correct horse battery';
const stopMillisecondsMax = 15_000;

/** `settings`: over those that every server of a journey has. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const databases = await cloneDatabase(JSON.parse(environment().E2E_POSTGRES ?? ''));
  const child = fork(
    join(import.meta.dirname, 'server-process.ts'),
    [JSON.stringify(databases), JSON.stringify(settings)],
    { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const ended = once(child, 'exit');
  const early = ended.then(() => Promise.reject(new Error('The server ended by itself.')));
  const [told] = await Promise.race([once(child, 'message'), early]);
  const { url, projectId } = told as { url: string; projectId: string };
  const session = (email: string) => openSession(url, projectId, email);
  const token = async (email: string) => {
    known[email] ??= session(email);
    await known[email];
    return mint(url, email);
  };
  /** Everybody whose token is asked for has a password, so that they can sign in on a screen, too. */
  const known: Record<string, Promise<unknown>> = {};
  return {
    url,
    projectId,
    databases,
    client: (email) => createClient({ baseUrl: url, token: () => token(email) }),
    session,
    sql: (text, values = []) =>
      asSuperuser(databases.superuserUrl, async (client) => (await client.query(text, [...values])).rows),
    stop: async () => {
      early.catch(() => {});
      child.disconnect();
      const patience = setTimeout(() => child.kill('SIGKILL'), stopMillisecondsMax);
      await ended;
      clearTimeout(patience);
    },
  };
}

async function mint(url: string, email: string): Promise<string> {
  const { accessToken } = await post<{ accessToken: string }>(`${url}/dev-auth/tokens`, { email });
  return accessToken;
}

async function openSession(url: string, projectId: string, email: string): Promise<SignInSession> {
  const way = `${url}/dev-auth/api/v1/auth/password`;
  const headers = { 'x-stack-project-id': projectId, 'x-stack-access-type': 'client' };
  const tokens = await post<Tokens>(`${way}/sign-up`, { email, password }, headers).catch(() =>
    post<Tokens>(`${way}/sign-in`, { email, password }, headers),
  );
  return { userId: tokens.user_id, refreshToken: tokens.refresh_token };
}

interface Tokens {
  user_id: string;
  refresh_token: string;
}

async function post<Answer>(url: string, body: object, headers = {}): Promise<Answer> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Answer;
}
