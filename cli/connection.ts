import { type Client, createClient, ProblemError, type Transport } from '@blossomer/contract';
import { environment } from '@blossomer/server/config';
import { CommandError } from './command-error.ts';
import { explainProblem, howToGetAToken, notOurs } from './import-problem.ts';
import { type Patience, patient } from './patience.ts';
import { runningServer } from './running-server.ts';
import { uploadTransport } from './upload.ts';

/** What every command that speaks to a server takes. */
export interface ServerOptions {
  url?: string;
  token?: string;
}

/** Whom a command speaks to, and as whom. */
export interface Server {
  /** Without a trailing slash. */
  address: string;
  token: string;
}

export async function serverFrom({ url, token }: ServerOptions): Promise<Server> {
  const given = tokenFrom(token);
  return { address: url === undefined ? await runningServer() : addressFrom(url), token: given };
}

/** A client that waits when the server asks for it, and sends again what a lost connection left unanswered. */
export function clientOf({ address, token }: Server, patience: Patience & { transport?: Transport }): Client {
  const transport = patience.transport ?? uploadTransport({ onSent: () => {} });
  return createClient({ baseUrl: address, token: () => token, fetch: patient(transport, patience) });
}

/** What the server answered, or why it did not, as a sentence. */
export async function answered<Answer>({ address }: Server, asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProblemError) throw explainProblem(error.problem, address);
    if (error instanceof SyntaxError) throw new CommandError(notOurs(address));
    throw error;
  }
}

function tokenFrom(option: string | undefined): string {
  const token = (option ?? environment().BLOSSOMER_TOKEN ?? '').trim();
  if (token === '') {
    throw new CommandError(
      `A token says who you are: pass --token or set BLOSSOMER_TOKEN. ${howToGetAToken}`,
      2,
    );
  }
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CommandError(
    `This is not a token: it has spaces or other characters inside. ${howToGetAToken}`,
    2,
  );
}

function addressFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  throw new CommandError(`--url ${text} is not an address such as http://127.0.0.1:8000.`, 2);
}
