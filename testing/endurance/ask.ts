import { Agent, request } from 'node:http';

/** Where a client that gives up does so: while the server works, with half of its body sent, in the midst of the answer. */
export type Abort = 'waiting' | 'in-body' | 'in-answer';

interface Asked {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** A body as it stands, in place of `body`. */
  text?: string;
  ifMatch?: number;
  abort?: Abort;
}

/** Status 0: the connection ended without an answer, or was given up. */
interface Reply {
  status: number;
  text: string;
}

export type Ask = (asked: Asked) => Promise<Reply>;

const none: Reply = { status: 0, text: '' };

/** As a person, on connections that stay open. `close` ends them. */
export function asking(url: string, token: string): { ask: Ask; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return { ask: (asked) => send(url, token, agent, asked), close: () => agent.destroy() };
}

function send(url: string, token: string, agent: Agent, asked: Asked): Promise<Reply> {
  const body = asked.text ?? (asked.body === undefined ? '' : JSON.stringify(asked.body));
  const length = Buffer.byteLength(body);
  const type = asked.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return new Promise((resolve) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(length > 0 ? { 'content-type': type, 'content-length': length } : {}),
      ...(asked.ifMatch === undefined ? {} : { 'if-match': `"${asked.ifMatch}"` }),
    };
    const sent = request(url + asked.path, { method: asked.method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (asked.abort === 'in-answer') sent.destroy();
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.once('error', () => resolve(none));
      answer.once('close', () => resolve(none));
    });
    sent.once('error', () => resolve(none));
    sent.once('close', () => resolve(none));
    if (asked.abort === 'in-body') {
      sent.write(body.slice(0, body.length / 2), () => sent.destroy());
      return;
    }
    sent.end(body, () => {
      if (asked.abort === 'waiting') setImmediate(() => sent.destroy());
    });
  });
}
