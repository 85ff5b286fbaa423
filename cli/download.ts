import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { CommandError, codeOf } from './command-error.ts';
import type { Server } from './connection.ts';
import { explainProblem, notOurs } from './import-problem.ts';

/**
 * Opens what is too large to hold in memory: the answer as a stream. One that breaks off ends with an error, never
 * with a short answer.
 */
export async function download(
  { address, token }: Server,
  path: string,
  accept: string,
): Promise<IncomingMessage> {
  const url = address + path;
  const { request: open } = url.startsWith('https:') ? https : http;
  const request = open(url, { headers: { authorization: `Bearer ${token}`, accept } });
  request.end();
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode === 200) return response;
    throw refusal(await text(response), address);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new CommandError(
      `The server at ${address} cannot be reached (${codeOf(error)}). Does it run, and is the address right?`,
    );
  }
}

function refusal(body: string, address: string): CommandError {
  try {
    const problem = JSON.parse(body);
    if (typeof problem.requestId === 'string') return explainProblem(problem, address);
  } catch {
    // Not our server speaking.
  }
  return new CommandError(notOurs(address));
}
