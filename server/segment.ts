import pg from 'pg';

/**
 * A segment: several statements and one Sync, so that PostgreSQL runs them in one implicit transaction and answers
 * in one round trip. It rides on node-postgres' own queue as a `Query`; what it needs of that class and of the
 * connection is internal, so the version of `pg` is exact and segment.test.ts watches it.
 */
export interface Statement {
  /**
   * Names a prepared statement: the same name is always the same text. At most 63 characters, because PostgreSQL takes
   * longer names that begin alike for one. Without a name the text is parsed each time.
   */
  name?: string;
  text: string;
  values: readonly SqlValue[];
}
/** Bytes are text in UTF-8, for a parameter whose type is text: it is not written out a second time. */
export type SqlValue = string | number | boolean | null | Uint8Array;

/** A row as PostgreSQL wrote it, column by column, in its text form. */
export type TextRow = (string | null)[];

/** The rows of each statement. Rejects with what PostgreSQL said; then nothing of the segment has happened. */
export function runSegment(client: pg.Client, statements: readonly Statement[]): Promise<TextRow[][]> {
  return new Promise((resolve, reject) => {
    const segment = new Segment(statements, (error, rows) => (error ? reject(error) : resolve(rows)));
    client.query(segment);
  });
}

const nameCharactersMax = 63;

type Settle = (error: Error | null, rows: TextRow[][]) => void;

/** The connection below a client, as far as a segment speaks to it. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: {
    portal: string;
    statement: string;
    values: readonly SqlValue[];
    valueMapper: typeof asText;
  }): void;
  execute(message: null): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** Which named statements a connection was told of. A name is there from the moment its Parse is sent. */
const parsedNames = new WeakMap<object, Set<string>>();

class Segment extends pg.Query {
  private readonly statements: readonly Statement[];
  private readonly settle: Settle;
  private readonly received: TextRow[][] = [];
  private current: TextRow[] = [];
  private newNames: string[] = [];
  private undone = false;
  private known = new Set<string>();

  constructor(statements: readonly Statement[], settle: Settle) {
    // Without a name: the client would book it as a prepared statement of its own.
    super({ text: 'segment' });
    const tooLong = statements.find(({ name = '' }) => name.length > nameCharactersMax);
    if (tooLong) throw new Error(`the name of the statement ${tooLong.name} is too long`);
    this.statements = statements;
    this.settle = settle;
    this.submit = (connection) => this.send(connection as object as Wire);
  }

  /** Every Parse goes first: a statement that fails while running must not leave a later one unparsed. */
  private send(wire: Wire): null {
    this.known = parsedNames.get(wire) ?? new Set();
    parsedNames.set(wire, this.known);
    wire.stream.cork();
    try {
      for (const { name, text } of this.statements) {
        if (name === undefined || this.known.has(name)) continue;
        wire.close({ type: 'S', name }); // No error when there is none, and a repeated Parse is none either.
        wire.parse({ name, text });
        this.known.add(name);
        this.newNames.push(name);
      }
      for (const { name = '', text, values } of this.statements) {
        if (name === '') wire.parse({ name, text });
        wire.bind({ portal: '', statement: name, values, valueMapper: asText });
        wire.execute(null);
      }
      wire.sync();
    } finally {
      // Requests that came in together go out together: a write costs more than what is in it.
      setImmediate(() => wire.stream.uncork());
    }
    return null;
  }

  handleDataRow({ fields }: { fields: TextRow }): void {
    this.current.push(fields);
  }

  /** PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error; nobody may take it for done. */
  handleCommandComplete({ text: tag }: { text: string }): void {
    const { text } = this.statements[this.received.length] ?? {};
    if (text === 'commit' && tag === 'ROLLBACK') this.undone = true;
    this.received.push(this.current);
    this.current = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  /** Success is known only here: a deferred constraint fails after the last statement has completed. */
  handleReadyForQuery(): void {
    const error = this.undone ? new Error('a statement of this transaction failed unseen') : null;
    this.settle(error, this.received);
  }

  handleError(error: Error): void {
    for (const name of this.newNames) this.known.delete(name);
    this.settle(error, this.received);
  }
}

function asText(value: SqlValue): string | Buffer | null {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value === null ? null : String(value);
}
