import { createConnection, createServer, type Socket } from 'node:net';
import { freePort } from '../testing/port.ts';

/** A statement as it went over the wire, and what it was bound to. */
export interface Recorded {
  text: string;
  values: (string | null)[];
}

/**
 * Stands between a server and its PostgreSQL and writes down what is asked, so that pgbench asks the same: statements
 * copied by hand would soon be others. Each segment (up to a Sync) is a list.
 */
export interface Recorder {
  /** The same database through the recorder. */
  through(url: string): string;
  /** What was asked since the last call. */
  take(): Recorded[][];
  stop(): Promise<void>;
}

export async function startRecorder(url: string): Promise<Recorder> {
  const { hostname, port } = new URL(url);
  const here = await freePort();
  const segments: Recorded[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection({ host: hostname, port: Number(port || 5432) });
    const read = messageReader(segments);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.on('data', read);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(here, '127.0.0.1', resolve));
  return {
    through: (address) => {
      const changed = new URL(address);
      changed.host = `127.0.0.1:${here}`;
      return changed.href;
    },
    take: () => segments.splice(0),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of the frontend's messages (protocol 3.0) only Parse, Bind and Sync say what is asked. */
function messageReader(segments: Recorded[][]): (chunk: Buffer) => void {
  const texts = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let started = false;
  let segment: Recorded[] = [];
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const header = started ? 1 : 0; // The first message has no type.
      if (rest.length < header + 4) return;
      const end = header + rest.readInt32BE(header);
      if (rest.length < end) return;
      const type = started ? String.fromCharCode(rest[0] ?? 0) : '';
      const body = rest.subarray(header + 4, end);
      rest = rest.subarray(end);
      started = true;
      if (type === 'P') {
        const [name, text] = body.toString('utf8').split('\0');
        texts.set(name ?? '', text ?? '');
      } else if (type === 'B') {
        segment.push(bound(body, texts));
      } else if (type === 'S' && segment.length > 0) {
        segments.push(segment);
        segment = [];
      }
    }
  };
}

function bound(body: Buffer, texts: Map<string, string>): Recorded {
  const portalEnd = body.indexOf(0);
  const nameEnd = body.indexOf(0, portalEnd + 1);
  const text = texts.get(body.toString('utf8', portalEnd + 1, nameEnd)) ?? '';
  let at = nameEnd + 1;
  at += 2 + 2 * body.readInt16BE(at); // Formats.
  const count = body.readInt16BE(at);
  at += 2;
  const values: (string | null)[] = [];
  for (let index = 0; index < count; index += 1) {
    const length = body.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return { text, values };
}
