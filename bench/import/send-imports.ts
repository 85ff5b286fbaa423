import { Agent, request } from 'node:http';

export interface ImportRequest {
  token: string;
  body: string;
}

/** Sends all of them, so many at once; the seconds that it took. Throws for the first that is not carried out. */
export async function sendImports(
  url: string,
  requests: readonly ImportRequest[],
  concurrency: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const waiting = requests.values();
  const begun = performance.now();
  const senders = Array.from({ length: concurrency }, async () => {
    for (const asked of waiting) await sendImport(url, agent, asked);
  });
  try {
    await Promise.all(senders);
    return (performance.now() - begun) / 1000;
  } finally {
    agent.destroy();
  }
}

function sendImport(url: string, agent: Agent, { token, body }: ImportRequest): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/imports`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () => {
        if (answer.statusCode === 201) resolve();
        else reject(new Error(`an import was answered ${answer.statusCode}: ${text.slice(0, 400)}`));
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
