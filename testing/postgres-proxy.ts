import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './port.ts';

/** A PostgreSQL as it is seen through a wire that breaks where a test wants it to. */
export interface PostgresProxy {
  /** The same login and database, through here. */
  through(url: string): string;
  /**
   * Breaks the next transaction that somebody begins: before its n-th statement (from 1, which is `begin`) reaches
   * PostgreSQL, or, for `after-commit`, before its client hears that it was committed. False, once it has ended, when
   * it had fewer statements. So many others begin before that one as `after` says.
   */
  breakNext(where: number | 'after-commit', after?: number): { hasBroken(): boolean };
  stop(): Promise<void>;
}

interface Break {
  where: number | 'after-commit';
  after: number;
  broken: boolean;
}

export async function startPostgresProxy(url: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let next: Break | undefined;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const take = () => {
      if (next && next.after > 0) {
        next.after -= 1;
        return undefined;
      }
      const taken = next;
      next = undefined;
      return taken;
    };
    join(client, database, take);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
  });
  const own = await freePort();
  await new Promise<void>((resolve) => server.listen(own, '127.0.0.1', resolve));
  return {
    through(through) {
      const at = new URL(through);
      at.hostname = '127.0.0.1';
      at.port = String(own);
      return at.href;
    },
    breakNext(where, after = 0) {
      const asked: Break = { where, after, broken: false };
      next = asked;
      return { hasBroken: () => asked.broken };
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Messages of the frontend are read one by one; those of the backend pass as they come. */
function join(client: Socket, database: Socket, take: () => Break | undefined): void {
  let breaking: Break | undefined;
  let statements = 0;
  let isCommitting = false;
  let rest = Buffer.alloc(0);
  let hasStarted = false;
  const breakOff = () => {
    if (breaking) breaking.broken = true;
    breaking = undefined;
    client.destroy();
    database.end(); // What was sent is still carried out; then PostgreSQL finds nobody there.
  };
  client.on('data', (part) => {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const length = lengthOf(rest, hasStarted);
      if (length === null || rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (isParseOf(message, hasStarted, 'begin')) {
        breaking = take();
        statements = 0;
        isCommitting = false;
      }
      if (isParseOf(message, hasStarted, 'commit')) isCommitting = true;
      if (hasStarted && message[0] === executes) statements += 1;
      hasStarted = true;
      if (breaking && statements === breaking.where) return breakOff();
      database.write(message);
    }
  });
  database.on('data', (part) => {
    if (breaking?.where === 'after-commit' && isCommitting) return breakOff();
    client.write(part);
  });
  client.on('close', () => database.end());
  database.on('close', () => client.destroy());
}

const executes = 'E'.charCodeAt(0);
const parses = 'P'.charCodeAt(0);

/** PostgreSQL, "Message Formats": a letter and a length, but for the first message, which is a length alone. */
function lengthOf(bytes: Buffer, hasStarted: boolean): number | null {
  const at = hasStarted ? 1 : 0;
  return bytes.length < at + 4 ? null : at + bytes.readInt32BE(at);
}

function isParseOf(message: Buffer, hasStarted: boolean, text: string): boolean {
  return hasStarted && message[0] === parses && message.includes(`\0${text}\0`);
}
