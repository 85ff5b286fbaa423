import type { Caller } from '../../caller.ts';
import { Failure } from '../../failures.ts';
import type { Answer } from '../../serve.ts';
import { type EventSink, type EventStreams, eventStreamHeaders } from './event-stream.ts';
import type { Generating } from './generating.ts';
import { noSuchGeneration } from './rows.ts';

const eventsAtOnce = 200;
const finalEvents: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

/**
 * What happened after `after`, from the database, then what happens, as it comes, to the last event. Every stream of a
 * generation tells the same in the same words, wherever it was cut and whichever process answers.
 */
export async function streamEvents(
  { listening }: Generating,
  streams: EventStreams,
  caller: Caller,
  { id, after }: { id: string; after: bigint },
): Promise<Answer> {
  const first = await readOn(caller, id, after);
  if (first === null) throw noSuchGeneration();
  const stream = streams.open(caller.identity.userId, async (sink, signal) => {
    const listener = listening.listen(id);
    try {
      let { position, isOver } = await sendAll(sink, first, after);
      while (!isOver && !signal.aborted) {
        const more = await readOn(caller, id, position);
        if (more === null) return;
        ({ position, isOver } = await sendAll(sink, more, position));
        if (!isOver && more.events.length < eventsAtOnce) await listener.next(signal);
      }
    } finally {
      listener.close();
    }
  });
  return { status: 200, stream, headers: eventStreamHeaders };
}

interface Read {
  events: { seq: string; event: string; data: string }[];
  /** Nothing comes after these. */
  hasEnded: boolean;
}

/** null: there is no such generation for this person. */
async function readOn(caller: Caller, id: string, after: bigint): Promise<Read | null> {
  const [head, rows = []] = await caller.read(
    {
      name: 'generations.ended',
      text: 'select ended_at is not null and last_event <= $2::bigint from generations where id = $1',
      values: [id, String(after)],
    },
    {
      name: 'generations.events',
      text: `select seq, event, data from generation_events where generation_id = $1 and seq > $2::bigint
        order by seq limit $3::integer`,
      values: [id, String(after), eventsAtOnce],
    },
  );
  const [row] = head ?? [];
  if (!row) return null;
  const events = rows.map(([seq, event, data]) => ({
    seq: String(seq),
    event: String(event),
    data: String(data),
  }));
  return { events, hasEnded: row[0] === 't' };
}

async function sendAll(sink: EventSink, { events, hasEnded }: Read, before: bigint) {
  let position = before;
  for (const { seq, event, data } of events) {
    await sink.send({ id: seq, event, data });
    position = BigInt(seq);
    if (finalEvents.has(event)) return { position, isOver: true };
  }
  return { position, isOver: hasEnded && events.length === 0 };
}

const digitsMax = 15;

/** The number after which to go on; 0 without one. */
export function positionOf(header: string | undefined): bigint {
  if (header === undefined) return 0n;
  if (/^\d+$/.test(header) && header.length <= digitsMax) return BigInt(header);
  const message = 'Last-Event-ID is the number of an event of this stream.';
  throw new Failure('malformed-request', message, {
    faults: [{ in: 'header', pointer: '/Last-Event-ID', message }],
  });
}
