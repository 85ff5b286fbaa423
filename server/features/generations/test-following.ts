import { type Generation, generations, type NewGeneration } from '@blossomer/contract';
import { expect } from 'vitest';
import { asSuperuser } from '../../../testing/postgres.ts';
import type { TestServer } from '../../../testing/server.ts';
import type { Person } from '../../hostile/person.ts';

/** One event as it came over the wire. */
export interface Told {
  id: string;
  event: string;
  data: string;
}

export async function begin(person: Person, body: NewGeneration): Promise<Generation> {
  return (await person.client(generations.create, { body })).body;
}

export const aCompany: NewGeneration = { kind: 'company', inputs: { url: 'acme.test' } };

/** The generation once it has ended. */
export async function ended(person: Person, id: string): Promise<Generation> {
  let body: Generation | undefined;
  const look = async () => {
    ({ body } = await person.client(generations.view, { params: { id } }));
    return body?.endedAt;
  };
  await expect.poll(look, { timeout: 50_000, interval: 20 }).not.toBe(null);
  return body as Generation;
}

export async function beginAndEnd(person: Person, body: NewGeneration): Promise<Generation> {
  return ended(person, (await begin(person, body)).id);
}

/** Reads until the stream ends, or until it had so many events. */
export async function readEvents(
  url: string,
  {
    authorization,
    after,
    most = Number.POSITIVE_INFINITY,
  }: { authorization: string; after?: string; most?: number },
  id: string,
): Promise<Told[]> {
  const leaving = new AbortController();
  const reply = await fetch(`${url}/api/generations/${id}/events`, {
    headers: { authorization, ...(after === undefined ? {} : { 'last-event-id': after }) },
    signal: leaving.signal,
  });
  if (reply.status !== 200 || !reply.body) throw new Error(`${reply.status} ${await reply.text()}`);
  const told: Told[] = [];
  for await (const event of eventsOf(reply.body)) {
    if (told.length < most) told.push(event);
    if (told.length >= most) break;
  }
  leaving.abort();
  return told;
}

export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Told> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
      if (fields.has('event')) {
        yield {
          id: fields.get('id') ?? '',
          event: fields.get('event') ?? '',
          data: fields.get('data') ?? '',
        };
      }
    }
  }
}

export interface Spending {
  run: number;
  reserved: number;
  used: number | null;
}

/** What the ledger says of one generation, below the API. */
export async function spendingOf(server: TestServer, id: string): Promise<Spending[]> {
  const rows = await rowsOf(
    server,
    `select run, reserved_tokens as reserved, used_tokens as used from generation_spending
      where generation_id = $1 order by run`,
    [id],
  );
  return rows as unknown[] as Spending[];
}

export async function rowsOf(
  { databases }: Pick<TestServer, 'databases'>,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return asSuperuser(databases.superuserUrl, async (client) => (await client.query(sql, values)).rows);
}
